/**
 * The closed list of islands. The server draws these components, the browser imports the ones that
 * a page holds. A name's file is its snake_case form; what an island needs later it imports itself.
 */
export const registry = {
  AccountApp: () => import("./account_app.tsx").then(({ AccountApp }) => AccountApp),
  AdministrationApp: () =>
    import("./administration_app.tsx").then(({ AdministrationApp }) => AdministrationApp),
  DevicesApp: () => import("./devices_app.tsx").then(({ DevicesApp }) => DevicesApp),
  DoorApp: () => import("./door_app.tsx").then(({ DoorApp }) => DoorApp),
  HereApp: () => import("./here_app.tsx").then(({ HereApp }) => HereApp),
  OfflineApp: () => import("./offline_app.tsx").then(({ OfflineApp }) => OfflineApp),
  ProofApp: () => import("./proof_app.tsx").then(({ ProofApp }) => ProofApp),
  RoomApp: async () => {
    const { RoomApp, ready } = await import("./room_app.tsx");
    await ready();
    return RoomApp;
  },
  RoomsApp: () => import("./rooms_app.tsx").then(({ RoomsApp }) => RoomsApp),
  SearchApp: () => import("./search_app.tsx").then(({ SearchApp }) => SearchApp),
  RecoverApp: () => import("./recover_app.tsx").then(({ RecoverApp }) => RecoverApp),
  SetupApp: () => import("./setup_app.tsx").then(({ SetupApp }) => SetupApp),
  SettingsApp: () => import("./settings_app.tsx").then(({ SettingsApp }) => SettingsApp),
  SignOutApp: () => import("./sign_out_app.tsx").then(({ SignOutApp }) => SignOutApp),
  SidebarApp: () => import("./sidebar_app.tsx").then(({ SidebarApp }) => SidebarApp),
  WaitApp: () => import("./wait_app.tsx").then(({ WaitApp }) => WaitApp),
} as const;
