/**
 * The page's end of the contract: typed calls over the bridge, with everything parsed on its way
 * out and on its way in. A value that the contract does not know never reaches a store.
 */
import {
  eventContract,
  invokeContract,
  type Bridge,
  type EventChannel,
  type EventPayload,
  type InvokeChannel,
  type InvokeInput,
  type InvokeOutput,
} from '../../core/contract/ipc.ts';

export interface Client {
  /** Rejects when the handler throws or a value breaks the contract: both are bugs. */
  invoke<C extends InvokeChannel>(channel: C, input: InvokeInput<C>): Promise<InvokeOutput<C>>;
  /** Calls back for each event until the returned function is called. */
  on<C extends EventChannel>(channel: C, listener: (payload: EventPayload<C>) => void): () => void;
}

/** A client that speaks the contract over `bridge`. */
export function createClient(bridge: Bridge): Client {
  return {
    async invoke(channel, input) {
      const contract = invokeContract[channel];
      const reply = await bridge.invoke(channel, contract.input.parse(input));
      return contract.output.parse(reply) as InvokeOutput<typeof channel>;
    },
    on(channel, listener) {
      return bridge.on(channel, (payload) => {
        listener(eventContract[channel].parse(payload) as EventPayload<typeof channel>);
      });
    },
  };
}
