/**
 * The closed list of islands. The server draws these components, the browser imports the ones that
 * a page holds. A name's file is its snake_case form; what an island needs later it imports itself.
 */
export const registry = {
  AdministrationApp: () =>
    import("./administration_app.tsx").then(({ AdministrationApp }) => AdministrationApp),
  DoorApp: () => import("./door_app.tsx").then(({ DoorApp }) => DoorApp),
  RoomApp: () => import("./room_app.tsx").then(({ RoomApp }) => RoomApp),
  SettingsApp: () => import("./settings_app.tsx").then(({ SettingsApp }) => SettingsApp),
  WaitApp: () => import("./wait_app.tsx").then(({ WaitApp }) => WaitApp),
} as const;
