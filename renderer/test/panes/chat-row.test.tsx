// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { LinkTo } from '../../src/parts/link-to'

afterEach(cleanup)

test('a row is followed when the button goes down, so it cannot move away from under it', () => {
  history.replaceState(null, '', '/')
  render(
    <LinkTo href="/w/a/c/b" follows="press">
      Chat
    </LinkTo>,
  )

  fireEvent.mouseDown(screen.getByRole('link'), { button: 2 })
  fireEvent.mouseDown(screen.getByRole('link'), { button: 0, ctrlKey: true })
  expect(location.pathname).toBe('/')

  fireEvent.mouseDown(screen.getByRole('link'), { button: 0 })
  expect(location.pathname).toBe('/w/a/c/b')
})

test('an ordinary link waits for the click', () => {
  history.replaceState(null, '', '/')
  render(<LinkTo href="/w/a">World</LinkTo>)

  fireEvent.mouseDown(screen.getByRole('link'), { button: 0 })
  expect(location.pathname).toBe('/')
  fireEvent.click(screen.getByRole('link'))
  expect(location.pathname).toBe('/w/a')
})
