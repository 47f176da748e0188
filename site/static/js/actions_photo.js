// Photos are made smaller before they are kept or sent: a telephone's storage and a slow line are small too.
// Drawing them anew also leaves behind what the camera wrote into them; the server removes it in any case.

const LONGEST = 2000; // points
const LIGHT = 1_000_000; // bytes
export const MOST_BYTES = 15 * 1024 * 1024;

export async function lighter(file) {
  if (file.type !== "image/jpeg" && file.type !== "image/png") return file;
  let picture;
  try {
    picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return file; // the server says what is wrong with it
  }
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  if (scale === 1 && file.size <= LIGHT) return file;
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const drawn = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.85));
  return drawn && drawn.size < file.size ? new File([drawn], "foto.jpg", { type: "image/jpeg" }) : file;
}
