import { useCallback, useEffect, useRef, useState } from 'react'
import { inWords } from '../../chats/http'
import type { ToolServer, WorldId } from '../../events/wire'
import { useBench } from '../../parts/bench'

interface Servers {
  readonly servers: readonly ToolServer[]
  readonly problem: string | undefined
  readonly refresh: () => Promise<void>
  /** Fails as the server's answer does. */
  readonly restart: (name: string) => Promise<void>
}

/** The MCP servers of a world, asked for when they are shown and with each version of its settings. */
export function useToolServers(world: WorldId, version: number): Servers {
  const { api } = useBench()
  const [servers, setServers] = useState<readonly ToolServer[]>([])
  const [problem, setProblem] = useState<string>()
  const asked = useRef(0)
  const refresh = useCallback(async () => {
    const mine = ++asked.current
    try {
      const found = await api.toolServers(world)
      if (mine !== asked.current) return
      setServers(found)
      setProblem(undefined)
    } catch (failure) {
      if (mine === asked.current) setProblem(inWords(failure))
    }
  }, [api, world])
  useEffect(() => {
    void refresh()
  }, [refresh, version])
  const restart = async (name: string) => {
    try {
      const now = await api.restartToolServer(world, name)
      setServers((all) => all.map((each) => (each.name === name ? now : each)))
    } finally {
      void refresh()
    }
  }
  return { servers, problem, refresh, restart }
}
