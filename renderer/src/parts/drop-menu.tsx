import { useEffect, useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import { createPortal } from 'react-dom'

interface Props {
  label: string
  button: ReactNode
  buttonClass: string
  children: ReactNode
  align?: 'start' | 'end'
  disabled?: boolean
}

/** A button that opens a menu: arrow keys move, Esc or a click elsewhere closes it and gives focus back. */
export function DropMenu({ label, button, buttonClass, children, align = 'end', disabled = false }: Props) {
  const [open, setOpen] = useState(false)
  const trigger = useRef<HTMLButtonElement>(null)
  const close = () => {
    setOpen(false)
    // What was picked may have put the focus where one goes on.
    const { activeElement } = document
    if (activeElement === document.body || activeElement?.closest('[role="menu"]')) trigger.current?.focus()
  }
  return (
    <>
      <button
        ref={trigger}
        type="button"
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        title={label}
        data-open={open}
        disabled={disabled}
        className={buttonClass}
        onClick={(event) => {
          event.preventDefault()
          event.stopPropagation()
          setOpen(!open)
        }}
      >
        {button}
      </button>
      {open && trigger.current && (
        <MenuPanel label={label} anchor={trigger.current} align={align} onClose={close}>
          {children}
        </MenuPanel>
      )}
    </>
  )
}

interface PanelProps {
  label: string
  anchor: HTMLElement
  align: 'start' | 'end'
  onClose: () => void
  children: ReactNode
}

function MenuPanel({ label, anchor, align, onClose, children }: PanelProps) {
  const panel = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const menu = panel.current
    if (!menu) return
    const from = anchor.getBoundingClientRect()
    const left = align === 'start' ? from.left : from.right - menu.offsetWidth
    const below = from.bottom + 4
    const top = below + menu.offsetHeight > innerHeight ? from.top - 4 - menu.offsetHeight : below
    menu.style.left = `${Math.max(8, Math.min(left, innerWidth - menu.offsetWidth - 8))}px`
    menu.style.top = `${Math.max(8, top)}px`
    entries(menu)[0]?.focus()
  }, [anchor, align])
  useEffect(() => {
    const outside = (event: PointerEvent) => {
      const target = event.target as Node
      if (!panel.current?.contains(target) && !anchor.contains(target)) onClose()
    }
    document.addEventListener('pointerdown', outside, true)
    return () => document.removeEventListener('pointerdown', outside, true)
  }, [anchor, onClose])
  const move = (step: number) => {
    const all = panel.current ? entries(panel.current) : []
    const at = all.indexOf(document.activeElement as HTMLElement)
    all[(at + step + all.length) % all.length]?.focus()
  }
  return createPortal(
    <div
      ref={panel}
      role="menu"
      tabIndex={-1}
      aria-label={label}
      className="moves-rise fixed z-50 max-h-[70vh] min-w-44 overflow-y-auto rounded-xl bg-raised p-1 text-sm shadow-float"
      onClick={(event) => {
        event.stopPropagation()
        onClose()
      }}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Escape' || event.key === 'Tab') onClose()
        else if (event.key === 'ArrowDown') move(1)
        else if (event.key === 'ArrowUp') move(-1)
        else return
        event.preventDefault()
      }}
    >
      {children}
    </div>,
    document.body,
  )
}

interface EntryProps {
  onPick: () => void
  children: ReactNode
  tone?: 'plain' | 'bad'
  disabled?: boolean
}

export function MenuEntry({ onPick, children, tone = 'plain', disabled = false }: EntryProps) {
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      disabled={disabled}
      onClick={onPick}
      className={`flex w-full items-center gap-2.5 rounded-lg px-2.5 py-1.5 text-left outline-none hover:bg-hover focus:bg-hover disabled:opacity-50 disabled:hover:bg-transparent ${tone === 'bad' ? 'text-red' : 'text-ink'}`}
    >
      {children}
    </button>
  )
}

export function MenuLine() {
  return <hr className="my-1 border-line" />
}

function entries(menu: HTMLElement): readonly HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>('[role="menuitem"]:enabled')]
}
