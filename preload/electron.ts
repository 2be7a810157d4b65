import { contextBridge, ipcRenderer } from 'electron';
import { bridgeName, type Bridge } from './bridge.ts';

const bridge: Bridge = {
  invoke: (channel, input) => ipcRenderer.invoke('lifeboat', channel, input),
  on: (channel, listener) => {
    const receive = (_event: unknown, name: string, payload: unknown): void => {
      if (name === channel) listener(payload);
    };
    ipcRenderer.on('lifeboat', receive);
    return () => {
      ipcRenderer.off('lifeboat', receive);
    };
  },
};

contextBridge.exposeInMainWorld(bridgeName, bridge);
