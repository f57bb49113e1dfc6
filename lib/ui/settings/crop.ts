// Which square of a picture is taken: pure, in the picture's own pixels.

/** Width and height of a picture. */
export interface PictureSize {
  width: number;
  height: number;
}

/** A square of a picture: its middle, as parts of the width and height, and how much it is enlarged. */
export interface Crop {
  x: number;
  y: number;
  /** 1: the largest square that there is. */
  zoom: number;
}

/** The middle of a picture, as large as it goes. */
export const MIDDLE: Crop = { x: 0.5, y: 0.5, zoom: 1 };

/** No square is smaller, in pixels: what is enlarged more shows nothing more. */
const LEAST_PX = 48;
const MOST_ZOOM = 8;

/** How far a picture can be enlarged: at least 1. */
export function mostZoom({ width, height }: PictureSize): number {
  return Math.max(1, Math.min(MOST_ZOOM, Math.min(width, height) / LEAST_PX));
}

/** The square in pixels. */
export function squareOf(size: PictureSize, { x, y, zoom }: Crop) {
  const side = Math.min(size.width, size.height) / zoom;
  return { left: x * size.width - side / 2, top: y * size.height - side / 2, side };
}

/** The same, moved by parts of the square's own side; it never leaves the picture. */
export function moved(size: PictureSize, crop: Crop, right: number, down: number): Crop {
  const { side } = squareOf(size, crop);
  return within(size, {
    ...crop,
    x: crop.x + right * side / size.width,
    y: crop.y + down * side / size.height,
  });
}

/** The same around its middle, so much enlarged. */
export function zoomed(size: PictureSize, crop: Crop, zoom: number): Crop {
  return within(size, { ...crop, zoom: Math.min(Math.max(1, zoom), mostZoom(size)) });
}

function within(size: PictureSize, crop: Crop): Crop {
  const { side } = squareOf(size, crop);
  const [halfX, halfY] = [side / size.width / 2, side / size.height / 2];
  return {
    ...crop,
    x: Math.min(Math.max(crop.x, halfX), 1 - halfX),
    y: Math.min(Math.max(crop.y, halfY), 1 - halfY),
  };
}
