package dev.crashproof.worker.runtime;

import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says when the connection to the server is lost, and when it is there again. */
final class ConnectionWatch {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionWatch.class);

  private final ManagedChannel channel;
  private final String what;
  private boolean lost;

  private ConnectionWatch(ManagedChannel channel, String what) {
    this.channel = channel;
    this.what = what;
  }

  /** Watches a channel that is connected now. */
  static void over(ManagedChannel channel, String what) {
    new ConnectionWatch(channel, what).look();
  }

  // The channel calls back one change at a time, so this needs no lock.
  private void look() {
    ConnectivityState state = channel.getState(false);
    if (state == ConnectivityState.TRANSIENT_FAILURE && !lost) {
      lost = true;
      LOG.warn("lost {}: polling goes on when it is back", what);
    } else if (state == ConnectivityState.READY && lost) {
      lost = false;
      LOG.info("{} is there again", what);
    }
    if (state != ConnectivityState.SHUTDOWN) {
      channel.notifyWhenStateChanged(state, this::look);
    }
  }
}
