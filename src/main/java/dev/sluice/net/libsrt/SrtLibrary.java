package dev.sluice.net.libsrt;

import dev.sluice.base.foreign.SystemFolders;
import java.lang.foreign.SymbolLookup;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * libsrt, loaded and started. It has a thread of its own from {@link #open} to {@link #close}, two
 * more for each UDP port, and one for each connection.
 *
 * <p>It is loaded on 64-bit Linux only: elsewhere socket addresses have another form.
 */
public final class SrtLibrary implements AutoCloseable {
  /** System property with the absolute path of another libsrt. Any other value turns SRT off. */
  public static final String PATH_PROPERTY = "sluice.libsrt";

  /** Debian's names: with GnuTLS, with OpenSSL. */
  private static final List<String> NAMES = List.of("libsrt-gnutls.so.1.5", "libsrt.so.1.5");

  /** Later versions add options, and fields at the end of the statistics. */
  private static final int LEAST_VERSION = 0x010501;

  private static final int BEYOND_VERSION = 0x010600;

  /** The least that the library can be told to write to standard error: LOG_CRIT of syslog. */
  private static final int LOG_CRITICAL = 2;

  private static final long NO_AREAS = 0;

  private final SrtFunctions functions;
  private final ListenHooks hooks;

  private SrtLibrary(SrtFunctions functions) {
    this.functions = functions;
    this.hooks = new ListenHooks(functions);
  }

  /**
   * Loads and starts the system's library.
   *
   * @throws SrtException if there is none, or it has another version
   */
  public static SrtLibrary open() throws SrtException {
    return open(
        candidates(
            Optional.ofNullable(System.getProperty(PATH_PROPERTY)),
            System.getProperty("os.name"),
            System.getProperty("os.arch")));
  }

  /** The files it may be loaded from, all with absolute paths. */
  static List<String> candidates(Optional<String> configured, String system, String arch) {
    if (!system.equals("Linux")) {
      return List.of();
    }
    return configured
        .map(Stream::of)
        .orElseGet(
            () ->
                SystemFolders.linux(arch)
                    .flatMap(folder -> NAMES.stream().map(name -> folder + "/" + name)))
        .filter(SystemFolders::isAbsolute)
        .toList();
  }

  /** Loads and starts the first of these files that can be loaded. */
  static SrtLibrary open(List<String> files) throws SrtException {
    SymbolLookup found =
        files.stream()
            .flatMap(file -> SystemFolders.load(file).stream())
            .findFirst()
            .orElseThrow(() -> new SrtException("The library libsrt is not installed."));
    try {
      return new SrtLibrary(started(new SrtFunctions(found)));
    } catch (UnsatisfiedLinkError e) {
      throw new SrtException("The installed libsrt is not usable: %s.".formatted(e.getMessage()));
    }
  }

  private static SrtFunctions started(SrtFunctions functions) throws SrtException {
    int version = SrtFunctions.call(functions.version);
    if (version < LEAST_VERSION || version >= BEYOND_VERSION) {
      throw new SrtException(
          "The installed libsrt has version %s; 1.5.1 or a later 1.5 is needed."
              .formatted(text(version)));
    }
    try {
      // It writes to standard error by default, and its lines may name stream ids.
      functions.setLogLevel.invokeExact(LOG_CRITICAL);
      functions.resetLogAreas.invokeExact(NO_AREAS, NO_AREAS);
    } catch (Throwable e) {
      throw SrtFunctions.failed(e);
    }
    int unused = SrtFunctions.call(functions.startUp);
    return functions;
  }

  /** Version of the library, such as {@code 1.5.1}. */
  public String version() {
    return text(SrtFunctions.call(functions.version));
  }

  private static String text(int version) {
    return "%d.%d.%d".formatted(version >> 16, (version >> 8) & 0xFF, version & 0xFF);
  }

  /**
   * A new socket, for live media and not connected.
   *
   * @throws SrtException if there are too many
   */
  public SrtSocket socket() throws SrtException {
    return SrtSocket.create(functions, hooks);
  }

  /** Sockets that have a hook. */
  int hooks() {
    return hooks.count();
  }

  /** Stops its threads. All sockets must be closed, and no other thread may use one. */
  @Override
  public void close() {
    int unused = SrtFunctions.call(functions.cleanUp);
  }
}
