import { isBlobId, suffixOf } from '#kernel/core/blob-id.ts'
import { Strict, Type } from '#kernel/core/schema.ts'
import { file, upload } from '#kernel/service/route.ts'
import {
  catalogRefusals,
  mediaPath,
  pictureMaxBytes,
  picturePixelsMax,
  pictureSideMax,
  pictureTypes,
  UploadedPicture,
  uploadPath,
} from '#services/catalog/contract.ts'
import { readPicture } from '#services/catalog/read-picture.ts'

const typeOf = new Map<string, string>(Object.entries(pictureTypes))

export const mediaRoutes = [
  upload({
    method: 'POST',
    path: uploadPath,
    permission: 'catalog:write',
    summary: 'Upload a picture',
    description:
      'The body is the file itself, 8 MB at most. What is in it decides what it is: the declared type counts ' +
      'for nothing. The same bytes have the same address, so sending them again is harmless. The picture ' +
      'belongs to no product until its address stands in the `media` of one.',
    takes: { types: Object.values(pictureTypes), maxBytes: pictureMaxBytes },
    response: UploadedPicture,
    keep: async (bytes, _request, { ports }) => {
      const picture = readPicture(bytes)
      if (picture === 'unknown') {
        return catalogRefusals.noPicture('Its first bytes are those of no such format.')
      }
      if (picture === 'broken') {
        return catalogRefusals.pictureBroken('It ends too early, or its header makes no sense.')
      }
      const { suffix, width, height } = picture
      if (Math.max(width, height) > pictureSideMax || width * height > picturePixelsMax) {
        return catalogRefusals.pictureTooLarge(`It says it is ${width} by ${height}.`)
      }
      const url = `${mediaPath}/${await ports.blobs.put(bytes, suffix)}`
      return { url, type: pictureTypes[suffix], width, height, bytes: bytes.length }
    },
    location: (answer) => (answer as UploadedPicture).url,
  }),
  file({
    method: 'GET',
    path: `${mediaPath}/{name}`,
    summary: 'Read a picture that was uploaded',
    params: Strict({ name: Type.String({ minLength: 1, maxLength: 128 }) }),
    gives: Object.values(pictureTypes),
    file: async ({ params: { name } }, { ports }) => {
      const type = isBlobId(name) ? typeOf.get(suffixOf(name)) : undefined
      const bytes = type === undefined ? null : await ports.blobs.get(name)
      if (type === undefined || bytes === null) {
        return catalogRefusals.mediaNotFound(`There is no picture "${name}".`, '/name')
      }
      return { bytes, type, tag: name }
    },
  }),
]
