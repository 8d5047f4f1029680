package dev.sluice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Rules about files that no compiler checks. Runs in the project's folder. */
class RepositoryTest {
  private static final Pattern OF_THE_CACHE =
      Pattern.compile("AOTCache|UnlockDiagnosticVMOptions|CompilerDirectivesFile");

  private static final int LONGEST_FILE_LINES = 500;
  private static final int MEDIAN_FILE_LINES = 150;
  private static final String PACKAGE_INFO = "package-info.java";

  @Test
  void noJavaFileIsTooLong() throws IOException {
    List<String> tooLong = new ArrayList<>();
    for (String folder : List.of("src", "conformance", "bench")) {
      for (Path file : javaFiles(Path.of(folder))) {
        int lines = Files.readAllLines(file).size();
        if (lines > LONGEST_FILE_LINES) {
          tooLong.add(file + " has " + lines + " lines");
        }
      }
    }
    assertEquals(List.of(), tooLong);
  }

  @Test
  void mostJavaFilesAreShort() throws IOException {
    List<Integer> lines = new ArrayList<>();
    for (Path file : javaFiles(Path.of("src/main/java"))) {
      lines.add(Files.readAllLines(file).size());
    }
    lines.sort(null);
    int median = lines.get(lines.size() / 2);
    assertTrue(median <= MEDIAN_FILE_LINES, "median is " + median + " lines");
  }

  @Test
  void simpleTypeNamesAreUnique() throws IOException {
    Map<String, List<Path>> places = new TreeMap<>();
    for (Path file : javaFiles(Path.of("src/main/java"))) {
      String name = file.getFileName().toString();
      if (!name.equals(PACKAGE_INFO)) {
        places.computeIfAbsent(name, key -> new ArrayList<>()).add(file);
      }
    }
    places.values().removeIf(files -> files.size() == 1);
    assertEquals(Map.of(), places, "one concept has one name, and one name means one concept");
  }

  @Test
  void theImageHasTheOptionsOfTheLauncher() throws IOException {
    String launcher = Files.readString(Path.of("sluice"));
    List<String> options = array(launcher, "\njava_options=(");
    List<String> withCache = new ArrayList<>(array(launcher, "\ncache_options=("));
    withCache.addAll(options);
    String image = Files.readString(Path.of("Dockerfile"));
    assertEquals(withCache, javaOptions(image, "ENTRYPOINT [\"./fit-memory\", \"java\""));
    // The JVM refuses a cache that was made with others.
    assertEquals(options, javaOptions(image, "RUN java "));
  }

  /** The options of an array of the launcher, one a line. */
  private static List<String> array(String launcher, String name) {
    int begin = launcher.indexOf(name);
    return launcher
        .substring(begin, launcher.indexOf("\n)\n", begin))
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith("-"))
        .toList();
  }

  /** The options before {@code -jar}, without those of the JVM's cache. */
  private static List<String> javaOptions(String image, String command) {
    return Pattern.compile("(?<=[ \"])-[^\" ]+")
        .matcher(image.substring(image.indexOf(command)))
        .results()
        .map(MatchResult::group)
        .takeWhile(option -> !option.equals("-jar"))
        .filter(option -> !OF_THE_CACHE.matcher(option).find())
        .toList();
  }

  @Test
  void everyPackageIsDescribed() throws IOException {
    Set<Path> missing = new TreeSet<>();
    for (Path file : javaFiles(Path.of("src/main/java"))) {
      if (!Files.exists(file.resolveSibling(PACKAGE_INFO))) {
        missing.add(file.getParent());
      }
    }
    assertEquals(Set.of(), missing, "packages without " + PACKAGE_INFO);
  }

  /** Every dependency has its line, with its version property, in docs/dependencies.md. */
  @ParameterizedTest
  @ValueSource(strings = {"pom.xml", "conformance/pom.xml", "bench/pom.xml", "fuzz/pom.xml"})
  void everyDependencyHasItsReason(String pom) throws Exception {
    List<String> lines = Files.readAllLines(Path.of("docs/dependencies.md"));
    List<String> missing = new ArrayList<>();
    var document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom);
    for (String tag : List.of("dependency", "plugin", "path")) {
      var found = document.getElementsByTagName(tag);
      for (int i = 0; i < found.getLength(); i++) {
        Element element = (Element) found.item(i);
        String artifact = "`" + child(element, "artifactId") + "`";
        String version = child(element, "version").replaceAll("[${}]", "");
        if (lines.stream().noneMatch(line -> line.contains(artifact) && line.contains(version))) {
          missing.add(artifact + " " + version);
        }
      }
    }
    assertEquals(List.of(), missing, "without a line in docs/dependencies.md");
  }

  private static String child(Element parent, String tag) {
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node.getNodeName().equals(tag)) {
        return node.getTextContent().strip();
      }
    }
    return "";
  }

  private static List<Path> javaFiles(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }
}
