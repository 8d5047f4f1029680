package dev.sluice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * The launcher builds when it must, in a project of its own with a JDK and a Maven that only print
 * their names.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class LauncherTest {
  private static final Path FIT_MEMORY = Path.of("src/main/launch/fit-memory");
  private static final String BUILDING = "sluice: building";

  @TempDir private Path project;

  @BeforeEach
  void makeTheProject() throws IOException {
    copy(Path.of("sluice"));
    copy(FIT_MEMORY);
    write("pom.xml", "");
    write("jdk/release", "JAVA_VERSION=\"25\"\n");
    program("jdk/bin/java", "echo java \"$@\"");
    program("jdk/bin/javac", "");
    program("bin/mvn", "mkdir -p target/lib\n: >>target/sluice-2.jar");
    // That of POSIX, which has no -quit.
    program(
        "bin/find",
        "case \" $* \" in *' -quit '*) exit 1 ;; esac\nPATH=/usr/bin:/bin\nfind \"$@\"");
    setAge("pom.xml", 60);
    setAge(FIT_MEMORY.toString(), 60);
  }

  private void copy(Path file) throws IOException {
    Path to = project.resolve(file);
    Files.createDirectories(to.getParent());
    Files.copy(file, to);
  }

  private void write(String name, String text) throws IOException {
    Path file = project.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void program(String name, String lines) throws IOException {
    write(name, "#!/bin/sh\n" + lines + "\n");
    Files.setPosixFilePermissions(
        project.resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private void setAge(String name, int seconds) throws IOException {
    Files.setLastModifiedTime(
        project.resolve(name), FileTime.from(Instant.now().minusSeconds(seconds)));
  }

  private String serve() throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(project.resolve("sluice").toString(), "serve").redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", project.resolve("jdk").toString());
    builder
        .environment()
        .merge("PATH", project.resolve("bin").toString(), (path, bin) -> bin + ":" + path);
    // Makes no cache in the background.
    builder.environment().put("SLUICE_TEST_RUN", "1");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    return output;
  }

  @Test
  void itBuildsAgainAfterAChange() throws Exception {
    assertTrue(serve().contains(BUILDING));
    assertFalse(serve().contains(BUILDING));
    setAge("pom.xml", -60);
    assertTrue(serve().contains(BUILDING));
  }

  @Test
  void itStartsTheJarOfThisVersion() throws Exception {
    write("target/sluice-1.jar", "");
    setAge("target/sluice-1.jar", 120);
    String output = serve();
    assertTrue(
        output.endsWith("-jar " + project.resolve("target/sluice-2.jar") + " serve\n"), output);
  }
}
