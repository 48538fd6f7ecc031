// Preloaded into a program that cannot be told its address: what it would serve on every network, it serves on this machine only.
import { Server } from 'node:net'

const { listen } = Server.prototype

Server.prototype.listen = function listenOnLoopback(port, ...words) {
  if (typeof port !== 'number' || typeof words[0] === 'string') return listen.call(this, port, ...words)
  return listen.call(this, port, '127.0.0.1', ...words)
}
