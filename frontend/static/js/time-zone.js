// Tells the server which clock the person reads, so that times on a first paint are already right. Asking for it
// takes a slow phone a while, so it is done when the screen stands.

(globalThis.requestIdleCallback ?? setTimeout)(() => {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `time_zone=${encodeURIComponent(zone)}; Path=/; SameSite=Lax; Max-Age=31536000${secure}`;
});
