package dev.sluice;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the documents name must exist: linked files, paths and classes in backticks. */
final class References {
  private static final Pattern LINK = Pattern.compile("]\\(([^)#:\\s]+)(#[^)]*)?\\)");
  private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
  private static final Pattern PATH =
      Pattern.compile("(src|docs|bench|conformance|fuzz)/[A-Za-z0-9_./-]*[A-Za-z0-9]/?");

  /** At least two words joined, as in {@code PesAssembler}; a member may follow. */
  private static final Pattern CLASS =
      Pattern.compile("([A-Z][a-z0-9]+[A-Z][A-Za-z0-9]*)(\\.[a-z][A-Za-z0-9]*)?(\\(\\))?");

  private static final Pattern IMPORT =
      Pattern.compile(
          "^import (?:static )?[\\w.]*\\b([A-Z]\\w*)(?:\\.[a-z_*]\\w*)?;", Pattern.MULTILINE);

  /** Names in the form of a class that are none, or are of programs without imports here. */
  private static final Set<String> FOREIGN =
      Set.of(
          "CompileThresholdScaling",
          "EventSource",
          "HdrHistogram",
          "Http2SubProtocolSelector",
          "LoadBalancer",
          "MaxGCPauseMillis",
          "SoftMaxHeapSize",
          "WriteRTP");

  /** Simple names of the repository's classes and of the classes they import. */
  private final Set<String> classes;

  References() throws IOException {
    classes = new HashSet<>(FOREIGN);
    for (Path file : Prose.files(".java")) {
      classes.add(file.getFileName().toString().replace(".java", ""));
      IMPORT
          .matcher(Files.readString(file))
          .results()
          .forEach(found -> classes.add(found.group(1)));
    }
  }

  /** References of one Markdown file to things that do not exist. */
  List<String> broken(Path file) throws IOException {
    List<String> found = new ArrayList<>();
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      number++;
      String where = file + ":" + number;
      for (Matcher link = LINK.matcher(line); link.find(); ) {
        Path target = file.resolveSibling(link.group(1)).normalize();
        if (!Files.exists(target)) {
          found.add(where + " links to " + link.group(1) + ", which does not exist");
        }
      }
      for (Matcher code = CODE.matcher(line); code.find(); ) {
        if (!exists(code.group(1), file)) {
          found.add(where + " names `" + code.group(1) + "`, which does not exist");
        }
      }
    }
    return found;
  }

  private boolean exists(String name, Path from) {
    if (PATH.matcher(name).matches() && !name.contains("target")) {
      return Files.exists(Path.of(name)) || Files.exists(from.resolveSibling(name));
    }
    Matcher type = CLASS.matcher(name);
    return !type.matches() || classes.contains(type.group(1));
  }
}
