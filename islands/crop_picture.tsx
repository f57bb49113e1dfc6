import { useEffect, useRef, useState } from "preact/hooks";
import { useReading } from "../lib/ui/reading.ts";
import { type Crop, MIDDLE, mostZoom, moved, squareOf, zoomed } from "../lib/ui/settings/crop.ts";

/** So many pixels a side: four times what is shown. */
const SIDE = 256;
const QUALITY = 0.85;
/** How far a press of an arrow moves, in parts of the square, and how much a press of + enlarges. */
const STEP = 0.05;
const ENLARGED = 1.1;

export interface CropPictureProps {
  bitmap: ImageBitmap;
  /** Takes the square whenever it changes. */
  onSquare(square: Blob): void;
}

/** The square of a picture: dragged, pinched, or moved by keys. */
export function CropPicture({ bitmap, onSquare }: CropPictureProps) {
  const { words } = useReading();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [crop, setCrop] = useState<Crop>(MIDDLE);
  const pointers = useRef(new Map<number, { x: number; y: number }>());

  useEffect(() => {
    let isOver = false;
    if (canvas.current) {
      draw(canvas.current, bitmap, crop);
      canvas.current.toBlob((blob) => blob && !isOver && onSquare(blob), "image/webp", QUALITY);
    }
    return () => void (isOver = true);
  }, [bitmap, crop]);

  const move = (right: number, down: number) => setCrop((now) => moved(bitmap, now, right, down));
  const zoomBy = (times: number) => setCrop((now) => zoomed(bitmap, now, now.zoom * times));

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = KEYS[event.key];
    if (!act) return;
    event.preventDefault();
    if ("times" in act) zoomBy(act.times);
    else move(act.right, act.down);
  }

  function onPointerMove({ pointerId, clientX: x, clientY: y }: PointerEvent): void {
    const before = pointers.current.get(pointerId);
    const side = canvas.current?.clientWidth;
    if (!before || !side) return;
    const [other] = [...pointers.current].flatMap(([id, at]) => id === pointerId ? [] : [at]);
    if (other) { // two fingers: as far apart as they are
      const apart = Math.hypot(before.x - other.x, before.y - other.y);
      if (apart > 0) zoomBy(Math.hypot(x - other.x, y - other.y) / apart);
    } else move((before.x - x) / side, (before.y - y) / side);
    pointers.current.set(pointerId, { x, y });
  }

  const end = ({ pointerId }: PointerEvent) => void pointers.current.delete(pointerId);
  return (
    <div class="crop">
      <canvas
        ref={canvas}
        width={SIDE}
        height={SIDE}
        role="application"
        tabIndex={0}
        aria-label={words.t("picture.part")}
        aria-describedby="crop-hint"
        onKeyDown={onKeyDown}
        onPointerDown={({ currentTarget, pointerId, clientX: x, clientY: y }) => {
          currentTarget.setPointerCapture(pointerId);
          pointers.current.set(pointerId, { x, y });
        }}
        onPointerMove={onPointerMove}
        onPointerUp={end}
        onPointerCancel={end}
      />
      <label>
        <span>{words.t("picture.zoom")}</span>
        <input
          type="range"
          min={1}
          max={mostZoom(bitmap)}
          step="any"
          value={crop.zoom}
          onInput={({ currentTarget }) =>
            setCrop((now) => zoomed(bitmap, now, Number(currentTarget.value)))}
        />
      </label>
      <small id="crop-hint">{words.t("picture.part-hint")}</small>
    </div>
  );
}

type KeyAct = { right: number; down: number } | { times: number };

const KEYS: Record<string, KeyAct | undefined> = {
  ArrowLeft: { right: -STEP, down: 0 },
  ArrowRight: { right: STEP, down: 0 },
  ArrowUp: { right: 0, down: -STEP },
  ArrowDown: { right: 0, down: STEP },
  "+": { times: ENLARGED },
  "=": { times: ENLARGED },
  "-": { times: 1 / ENLARGED },
};

/** Without anything that the picture's file tells: pixels alone. */
function draw(canvas: HTMLCanvasElement, bitmap: ImageBitmap, crop: Crop): void {
  const context = canvas.getContext("2d");
  if (!context) return;
  const { left, top, side } = squareOf(bitmap, crop);
  context.imageSmoothingQuality = "high";
  context.clearRect(0, 0, SIDE, SIDE);
  context.drawImage(bitmap, left, top, side, side, 0, 0, SIDE, SIDE);
}
