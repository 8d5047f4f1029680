package dev.sluice.source.local;

import dev.sluice.net.command.ShellCommand;
import dev.sluice.source.transport.AddressException;
import dev.sluice.source.transport.Inlet;
import dev.sluice.source.transport.SourceAddress;
import dev.sluice.source.transport.StreamPump;
import dev.sluice.source.transport.Transport;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The standard output of a command, which runs as long as the source is connected. */
final class CommandTransport implements Transport {
  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final int NOT_EXECUTABLE = 126;
  private static final int NOT_FOUND = 127;

  /** A shell reports the end by a signal as this number plus the signal's. */
  private static final int SIGNALLED = 128;

  private final String command;
  private final String stream;
  private volatile @Nullable ShellCommand running;

  private CommandTransport(String command, String stream) {
    this.command = command;
    this.stream = stream;
  }

  /** Reads {@code exec:COMMAND}. */
  static CommandTransport of(SourceAddress address, String stream) throws AddressException {
    if (address.path().isEmpty()) {
      throw new AddressException("The address lacks the command, as in exec:ffmpeg … -");
    }
    return new CommandTransport(address.path(), stream);
  }

  @Override
  public Ended run(Inlet inlet) throws IOException, InterruptedException {
    ShellCommand process = ShellCommand.start(command, GRACE, builder -> {});
    logErrors(process);
    running = process;
    try {
      inlet.closeOnStop(process::beginEnd);
      inlet.connected();
      boolean unused = StreamPump.pump(process.output(), inlet);
    } catch (IOException e) {
      if (!inlet.stopped()) {
        throw new IOException("The output of the command cannot be read.", e);
      }
    } finally {
      process.end();
      running = null;
    }
    if (!inlet.stopped() && process.status() != 0) {
      throw new IOException(sentence(process.status()));
    }
    return Ended.AGAIN;
  }

  private void logErrors(ShellCommand process) {
    ErrorLines errors = new ErrorLines(stream);
    Thread.ofPlatform()
        .daemon()
        .name("exec-errors-" + stream)
        .start(() -> errors.read(process.errors()));
  }

  private static String sentence(int status) {
    if (status == NOT_FOUND) {
      return "The shell does not find the command (status 127).";
    }
    if (status == NOT_EXECUTABLE) {
      return "The command cannot be executed (status 126).";
    }
    return status > SIGNALLED
        ? "The command was ended by signal %d.".formatted(status - SIGNALLED)
        : "The command ended with status %d; the log has its last lines.".formatted(status);
  }

  @Override
  public void close() {
    ShellCommand process = running;
    if (process != null) {
      process.end();
    }
  }
}
