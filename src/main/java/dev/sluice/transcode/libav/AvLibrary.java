package dev.sluice.transcode.libav;

import dev.sluice.base.foreign.SystemFolders;
import dev.sluice.transcode.coder.SoundCoding;
import dev.sluice.transcode.coder.SoundDecoder;
import dev.sluice.transcode.coder.SoundDecoders;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The system's libavcodec (FFmpeg 4 to 8), loaded and tested. It is loaded on 64-bit Linux only:
 * elsewhere it has other names.
 */
public final class AvLibrary implements SoundDecoders {
  /** System property with the path of another libavcodec. Any other value leaves it unused. */
  public static final String PATH_PROPERTY = "sluice.libavcodec";

  /** Versions whose structures are known (see {@link AvFunctions}). */
  private static final int LEAST_MAJOR = 58;

  private static final int MOST_MAJOR = 62;

  /** AV_LOG_QUIET: the library writes to standard error by default. */
  private static final int LOG_NOTHING = -8;

  /** Names of the decoders, the preferred one first. */
  private static final Map<SoundCoding, List<String>> NAMES =
      Map.of(
          SoundCoding.AAC, List.of("aac"),
          SoundCoding.AAC_LATM, List.of("aac_latm"),
          SoundCoding.MPEG_LAYER_1, List.of("mp1float", "mp1"),
          SoundCoding.MPEG_LAYER_2, List.of("mp2float", "mp2"),
          SoundCoding.MPEG_LAYER_3, List.of("mp3float", "mp3"),
          SoundCoding.AC3, List.of("ac3", "ac3_fixed"),
          SoundCoding.EAC3, List.of("eac3"));

  private final AvFunctions functions;
  private final String version;
  private final Map<SoundCoding, Long> codecs = new EnumMap<>(SoundCoding.class);

  private AvLibrary(AvFunctions functions, int version) {
    this.functions = functions;
    this.version =
        "libavcodec %d.%d.%d".formatted(version >> 16, (version >> 8) & 0xFF, version & 0xFF);
  }

  /**
   * Loads the system's library and decodes a known sound with it.
   *
   * @throws UnsatisfiedLinkError with a clause, if there is none or it is not usable
   */
  public static AvLibrary open() {
    return open(files());
  }

  /** Whether there is such a file; {@link #open} may still refuse it. */
  public static boolean installed() {
    return files().stream().anyMatch(file -> Files.exists(Path.of(file)));
  }

  private static List<String> files() {
    return candidates(
        Optional.ofNullable(System.getProperty(PATH_PROPERTY)),
        System.getProperty("os.name"),
        System.getProperty("os.arch"));
  }

  /** The files it may be loaded from, all with absolute paths, the newest version first. */
  static List<String> candidates(Optional<String> configured, String system, String arch) {
    if (!system.equals("Linux")) {
      return List.of();
    }
    return configured
        .map(Stream::of)
        .orElseGet(
            () ->
                SystemFolders.linux(arch)
                    .flatMap(
                        folder ->
                            IntStream.iterate(MOST_MAJOR, major -> major >= LEAST_MAJOR, m -> m - 1)
                                .mapToObj(major -> folder + "/libavcodec.so." + major)))
        .filter(SystemFolders::isAbsolute)
        .toList();
  }

  /** Loads the first of these files that can be loaded. */
  static AvLibrary open(List<String> files) {
    // Its functions of libavutil are those of the version it is linked with.
    SymbolLookup found =
        files.stream()
            .flatMap(file -> SystemFolders.load(file).stream())
            .findFirst()
            .orElseThrow(() -> new UnsatisfiedLinkError("libavcodec is not installed"));
    AvFunctions functions = new AvFunctions(found);
    try {
      int version = (int) functions.version.invokeExact();
      if (version >> 16 < LEAST_MAJOR || version >> 16 > MOST_MAJOR) {
        throw new UnsatisfiedLinkError("libavcodec has the unknown version " + (version >> 16));
      }
      functions.setLogLevel.invokeExact(LOG_NOTHING);
      AvLibrary library = new AvLibrary(functions, version);
      library.findDecoders();
      if (!AvSelfTest.passes(library)) {
        throw new UnsatisfiedLinkError(library.version + " does not decode a known sound");
      }
      return library;
    } catch (UnsatisfiedLinkError e) {
      throw e;
    } catch (Throwable e) {
      throw AvFunctions.failed(e);
    }
  }

  private void findDecoders() throws Throwable {
    try (Arena arena = Arena.ofConfined()) {
      for (Map.Entry<SoundCoding, List<String>> entry : NAMES.entrySet()) {
        for (String name : entry.getValue()) {
          long codec = (long) functions.findDecoder.invokeExact(arena.allocateFrom(name).address());
          if (codec != 0) {
            codecs.putIfAbsent(entry.getKey(), codec);
          }
        }
      }
    }
  }

  @Override
  public String name() {
    return version;
  }

  @Override
  public boolean decodes(SoundCoding coding) {
    return codecs.containsKey(coding);
  }

  @Override
  public Optional<SoundDecoder> newDecoder(SoundCoding coding) {
    return Optional.ofNullable(codecs.get(coding))
        .map(codec -> AvSoundDecoder.open(functions, codec));
  }
}
