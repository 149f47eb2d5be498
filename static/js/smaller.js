// A photo made smaller before it travels or is kept. Whatever fails, it goes as it is: the server looks at it.
const LONGEST = 2560;

export async function smaller(file) {
  if (file.type === "image/gif" || file.size < 300 * 1024) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const share = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * share);
    canvas.height = Math.round(picture.height * share);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const blob = await new Promise((resolve) => { canvas.toBlob(resolve, "image/jpeg", 0.86); });
    if (!blob || blob.size >= file.size) return file;
    return new File([blob], file.name.replace(/\.(png|webp|jpe?g|heic|heif)$/i, "") + ".jpg", { type: "image/jpeg" });
  } catch (failed) {
    return file;
  }
}
