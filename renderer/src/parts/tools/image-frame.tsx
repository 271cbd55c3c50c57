import { useState } from 'react'
import { inWords } from '../../chats/http'
import type { ChatId, ToolImage } from '../../events/wire'
import { useBench } from '../bench'
import { PAGE_HEAD, SandboxFrame } from './sandbox-frame'

const MOST_PX = 240
const MOST_LARGE_PX = 960
const AROUND_PX = 16

interface Props {
  chat: ChatId
  images: readonly ToolImage[]
  /** What gave them. */
  name: string
}

/** Pixels that images take as they are shown first. */
export function imagesHeight(images: readonly ToolImage[]): number {
  return images.length === 0 ? 0 : Math.min(MOST_PX, highest(images)) + AROUND_PX
}

/**
 * Images that a tool gave, side by side in a frame of their own; asked for when they come near the screen. Their height is
 * known before.
 */
export function ImageFrame({ chat, images, name }: Props) {
  const { api } = useBench()
  const [large, setLarge] = useState(false)
  const [failure, setFailure] = useState<unknown>()
  if (failure !== undefined) {
    return <p className="px-3 py-2 text-muted">The image cannot be shown. {inWords(failure)}</p>
  }
  const height = large ? Math.min(MOST_LARGE_PX, highest(images)) + AROUND_PX : imagesHeight(images)
  return (
    <div className="relative">
      <SandboxFrame
        title={`Images of ${name}`}
        page={async () =>
          pageOfImages(await Promise.all(images.map((image) => api.image(chat, image))), images, name)
        }
        onFailure={setFailure}
        className="block max-h-[80vh] w-full border-0 scheme-light"
        style={{ height }}
      />
      {highest(images) > MOST_PX && (
        <button
          type="button"
          aria-pressed={large}
          onClick={() => setLarge(!large)}
          className="absolute right-1.5 bottom-1.5 rounded-md border border-line bg-raised px-2 py-0.5 text-xs text-muted hover:text-ink"
        >
          {large ? 'Smaller' : 'Larger'}
        </button>
      )}
    </div>
  )
}

function highest(images: readonly ToolImage[]): number {
  return Math.max(...images.map(({ height }) => height))
}

/** Each as large as the frame lets it be; a pattern behind shows what is transparent, on any ground. */
const STYLE = `<style>
  body { display: flex; align-items: flex-start; gap: 8px; margin: 0; padding: 8px; overflow: auto hidden; }
  img { flex: none; max-width: 100%; max-height: calc(100vh - ${AROUND_PX}px);
        background: repeating-conic-gradient(#fff 0 25%, #e4e4e4 0 50%) 0 0 / 16px 16px; color: #444; }
</style>`

/** @param sources the images as addresses that hold all of them */
export function pageOfImages(sources: readonly string[], images: readonly ToolImage[], name: string): string {
  const page = document.implementation.createHTMLDocument()
  for (const [at, { width, height }] of images.entries()) {
    const image = page.createElement('img')
    image.setAttribute('alt', `${name}: image ${at + 1}, ${width} × ${height}`)
    image.setAttribute('src', sources[at] ?? '')
    page.body.append(image)
  }
  return PAGE_HEAD + STYLE + page.documentElement.outerHTML
}
