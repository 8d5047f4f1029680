package dev.sluice.source.channel;

import dev.sluice.net.http.ClientPresence;
import dev.sluice.net.http.LongBody;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The publishers that have announced a segment and send nothing yet. They get an interim answer
 * from time to time, so that neither they nor a proxy take the connection for dead.
 */
public final class WaitingPosts {
  private final Set<Waiting> all = new HashSet<>();
  private final ReentrantLock lock = new ReentrantLock();

  /** One of them; an interim answer must not meet the real one. */
  private static final class Waiting {
    private final ClientPresence client;
    private final ReentrantLock sending = new ReentrantLock();
    private boolean over;

    Waiting(ClientPresence client) {
      this.client = client;
    }

    void send() {
      sending.lock();
      try {
        if (!over) {
          client.sendContinue();
        }
      } finally {
        sending.unlock();
      }
    }

    void end() {
      sending.lock();
      try {
        over = true;
      } finally {
        sending.unlock();
      }
    }
  }

  /** Nobody waits. */
  public WaitingPosts() {}

  /** Waits for the first bytes of a body. */
  int read(ServerRequest request, LongBody body, byte[] buffer) throws IOException {
    Waiting waiting = new Waiting(ClientPresence.of(request));
    lock.lock();
    try {
      all.add(waiting);
    } finally {
      lock.unlock();
    }
    try {
      return body.read(buffer);
    } finally {
      waiting.end();
      lock.lock();
      try {
        all.remove(waiting);
      } finally {
        lock.unlock();
      }
    }
  }

  /** Sends all of them {@code 100 Continue}; to be called every ten seconds. */
  public void sendAll() {
    Set<Waiting> present;
    lock.lock();
    try {
      present = Set.copyOf(all);
    } finally {
      lock.unlock();
    }
    present.forEach(Waiting::send);
  }
}
