/**
 * A Windows icon file of square pictures (the ICONDIR format of the Windows SDK). Pictures under 256 pixels are stored
 * as 32-bit bitmaps, because not everything on Windows reads PNG at those sizes; 256 is PNG.
 */
export function ico(pictures) {
  const images = pictures.map((picture) => (picture.size < 256 ? bitmap(picture) : picture.png))
  const header = Buffer.alloc(6 + 16 * images.length)
  header.writeUInt16LE(1, 2)
  header.writeUInt16LE(images.length, 4)
  let offset = header.length
  images.forEach((image, index) => {
    const at = 6 + 16 * index
    // One byte each for width and height: 256 is written as 0.
    header.writeUInt8(pictures[index].size % 256, at)
    header.writeUInt8(pictures[index].size % 256, at + 1)
    header.writeUInt16LE(1, at + 4)
    header.writeUInt16LE(32, at + 6)
    header.writeUInt32LE(image.length, at + 8)
    header.writeUInt32LE(offset, at + 12)
    offset += image.length
  })
  return Buffer.concat([header, ...images])
}

/** A macOS icon file: PNG pictures, each under the four-letter type of its size. */
export function icns(pictures) {
  return chunk('icns', Buffer.concat(pictures.map(({ type, png }) => chunk(type, png))))
}

function chunk(type, data) {
  const head = Buffer.alloc(8)
  head.write(type, 0, 'ascii')
  head.writeUInt32BE(data.length + 8, 4)
  return Buffer.concat([head, data])
}

/** A device-independent bitmap as icons hold it: rows upwards, BGRA, then a 1-bit mask that alpha makes superfluous. */
function bitmap({ size, rgba }) {
  const header = Buffer.alloc(40)
  header.writeUInt32LE(40, 0)
  header.writeInt32LE(size, 4)
  // Twice the height: the picture and its mask.
  header.writeInt32LE(size * 2, 8)
  header.writeUInt16LE(1, 12)
  header.writeUInt16LE(32, 14)
  const pixels = Buffer.alloc(size * size * 4)
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const from = (y * size + x) * 4
      const to = ((size - 1 - y) * size + x) * 4
      pixels.set([rgba[from + 2], rgba[from + 1], rgba[from], rgba[from + 3]], to)
    }
  }
  return Buffer.concat([header, pixels, Buffer.alloc(Math.ceil(size / 32) * 4 * size)])
}
