package dev.sluice.net.http;

import dev.sluice.base.log.LogSettings;
import dev.sluice.base.log.RateLimitedLog;
import dev.sluice.base.settings.GivenSettings;
import io.helidon.http.Method;
import io.helidon.webserver.http.ServerRequest;
import java.net.InetSocketAddress;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * Pushes among the refused requests of a socket: a body without end at an address that takes none.
 * Encoders such as ffmpeg read no answer before they are done. So the log has a line that says what
 * was meant, limited by status, and by path too where only an operator's own clients reach the
 * socket.
 */
public final class StrayPushes {
  private static final String ADVICE =
      " Push a transport stream to /ingest/NAME on the control socket (control.port, 8081 by"
          + " default).";

  private static final String INGEST = "/ingest";
  private static final Pattern WHEP = Pattern.compile("^/whep/|./whep(/|$)");

  /** A body of this declared size or less is no push. */
  private static final long SMALL_BYTES = 64 * 1024;

  private static final int MAX_PATH_CHARACTERS = 100;

  private final RateLimitedLog log;
  private final String socket;
  private final boolean byPath;
  private final boolean addresses;

  /**
   * @param socket name of the socket, for the log
   * @param byPath whether each path has lines of its own
   * @param settings of the log
   */
  public StrayPushes(String socket, boolean byPath, LogSettings settings) {
    this(System.getLogger(StrayPushes.class.getName()), System::nanoTime, socket, byPath, settings);
  }

  StrayPushes(
      System.Logger logger,
      LongSupplier nanoTime,
      String socket,
      boolean byPath,
      LogSettings settings) {
    this.log = new RateLimitedLog(logger, nanoTime);
    this.socket = socket;
    this.byPath = byPath;
    this.addresses = settings.namesAddresses(logger);
  }

  /** For a socket without a name. */
  static StrayPushes unnamed() {
    return new StrayPushes("HTTP", false, GivenSettings.defaults(LogSettings::new));
  }

  /** What to do instead: a sentence with a space before it for a push, else nothing. */
  String advice(ServerRequest request) {
    return isPush(request) ? ADVICE : "";
  }

  /** Logs a refused request if it is a push. */
  void refused(ServerRequest request, Problem problem) {
    if (isPush(request)) {
      int status = problem.status().code();
      String path = shortened(request.path().rawPath());
      log.log(
          System.Logger.Level.WARNING,
          status + (byPath ? " " + path : ""),
          "A push was refused: %s %s on the %s socket%s (%d). %s"
              .formatted(
                  request.prologue().method().text(),
                  path,
                  socket,
                  addresses ? " from " + address(request) : "",
                  status,
                  problem.detail()));
    }
  }

  private static boolean isPush(ServerRequest request) {
    Method method = request.prologue().method();
    boolean put = method.equals(Method.PUT);
    if (!(put || method.equals(Method.POST)) || !request.content().hasEntity()) {
      return false;
    }
    String path = request.path().rawPath();
    boolean isLong = request.headers().contentLength().orElse(Long.MAX_VALUE) > SMALL_BYTES;
    return path.startsWith(INGEST) || (isLong && (put || !WHEP.matcher(path).find()));
  }

  private static String address(ServerRequest request) {
    return ((InetSocketAddress) request.remotePeer().address()).getAddress().getHostAddress();
  }

  private static String shortened(String path) {
    return path.length() <= MAX_PATH_CHARACTERS
        ? path
        : path.substring(0, MAX_PATH_CHARACTERS) + "...";
  }
}
