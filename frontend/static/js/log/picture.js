// Makes a picture small and bare on the phone: at most 1,600 pixels, a JPEG with nothing of the camera
// in it, named by the SHA-256 of its bytes.

const LONGEST_SIDE = 1600;
const MOST_BYTES = 600 * 1024;
const QUALITIES = [0.82, 0.65, 0.45];

const SCAN = 0xda;
/** JFIF, colour profile, Adobe's colour transform, tables and frames: all that drawing needs. */
const DRAWN = (marker) =>
  marker === 0xe0 || marker === 0xe2 || marker === 0xee || marker === 0xdb || marker === 0xdd || (marker >= 0xc0 && marker <= 0xcf);

/** A JPEG without the segments that say more than the picture; some browsers write such ones. */
export function bare(bytes) {
  const kept = [bytes.subarray(0, 2)];
  let at = 2;
  while (bytes[at] === 0xff && bytes[at + 1] !== SCAN) {
    const end = at + 2 + bytes[at + 2] * 256 + bytes[at + 3];
    if (!(end > at + 3 && end <= bytes.length)) throw new TypeError("not a JPEG");
    if (DRAWN(bytes[at + 1])) kept.push(bytes.subarray(at, end));
    at = end;
  }
  if (bytes[at] !== 0xff) throw new TypeError("not a JPEG");
  kept.push(bytes.subarray(at));
  const whole = new Uint8Array(kept.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of kept) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

/** The size that a picture gets: as it is, or with its longer side at the limit. */
export function fitted(width, height, limit = LONGEST_SIDE) {
  const scale = Math.min(1, limit / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** A file from camera or gallery as {hash, bytes, taken_at}; throws when it is no picture. */
export async function shrunk(file) {
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
  const size = fitted(bitmap.width, bitmap.height);
  const canvas = Object.assign(document.createElement("canvas"), size);
  const drawing = canvas.getContext("2d", { alpha: false });
  drawing.fillStyle = "white";
  drawing.fillRect(0, 0, size.width, size.height);
  drawing.drawImage(bitmap, 0, 0, size.width, size.height);
  bitmap.close();
  let bytes;
  for (const quality of QUALITIES) {
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
    if (!blob) throw new TypeError("the picture could not be written");
    bytes = bare(new Uint8Array(await blob.arrayBuffer()));
    if (bytes.length <= MOST_BYTES) break;
  }
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  const hash = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
  return { hash, bytes: bytes.buffer, taken_at: Date.now() };
}

/** Draw a kept picture onto a small canvas, cut to a square. */
export async function thumbnail(canvas, bytes) {
  const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/jpeg" }));
  const side = Math.min(bitmap.width, bitmap.height);
  const [left, top] = [(bitmap.width - side) / 2, (bitmap.height - side) / 2];
  canvas.getContext("2d").drawImage(bitmap, left, top, side, side, 0, 0, canvas.width, canvas.height);
  bitmap.close();
}
