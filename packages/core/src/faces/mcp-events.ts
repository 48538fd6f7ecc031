import type { EventStore } from '@modelcontextprotocol/server'

interface StoredEvent {
  streamId: string
  text: string
}

/** The last events of one session, so that a client whose stream broke can fetch what it missed. */
export function boundedEventStore({ maxEvents = 100, maxCharacters = 256 * 1024 } = {}): EventStore {
  const events = new Map<string, StoredEvent>()
  let last = 0
  let characters = 0

  function forgetOldest(): void {
    for (const [id, { text }] of events) {
      if (events.size <= maxEvents && characters <= maxCharacters) return
      events.delete(id)
      characters -= text.length
    }
  }

  return {
    async storeEvent(streamId, message) {
      const id = String(++last)
      const text = JSON.stringify(message)
      events.set(id, { streamId, text })
      characters += text.length
      forgetOldest()
      return id
    },
    async getStreamIdForEventId(id) {
      return events.get(id)?.streamId
    },
    async replayEventsAfter(lastId, { send }) {
      const streamId = events.get(lastId)?.streamId ?? ''
      const missed = [...events].filter(([id, event]) => Number(id) > Number(lastId) && event.streamId === streamId)
      for (const [id, { text }] of missed) await send(id, JSON.parse(text))
      return streamId
    },
  }
}
