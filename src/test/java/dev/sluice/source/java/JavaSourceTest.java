package dev.sluice.source.java;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.settings.GivenSettings;
import dev.sluice.base.time.WallClock;
import dev.sluice.ingest.ts.TsIngest;
import dev.sluice.media.Track;
import dev.sluice.media.TrackSet;
import dev.sluice.source.transport.AddressException;
import dev.sluice.source.transport.Transport;
import dev.sluice.source.transport.TransportRun;
import dev.sluice.stream.life.StreamSettings;
import dev.sluice.stream.life.Streams;
import dev.sluice.stream.publish.Publication;
import dev.sluice.stream.publish.Takeover;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sources in Java, with the example of the documentation. */
class JavaSourceTest {
  private static final Path DOCUMENT = Path.of("docs/sources.md");
  private static final Pattern EXAMPLE =
      Pattern.compile("```java\n(import .*?public final class Clock .*?)```", Pattern.DOTALL);
  private static final int SECONDS = 2;

  @TempDir Path folder;

  private Transport open(String address) throws AddressException {
    return TransportRun.open(
        new JavaSources(
            GivenSettings.of(
                JavaSettings::new, Map.of("sources.javaFolder", Optional.of(folder.toString())))),
        address);
  }

  private void jar(String type, String source) throws IOException {
    Path sources = Files.createDirectory(folder.resolve("src"));
    Path file = Files.writeString(sources.resolve(type + ".java"), source);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(
                  messages,
                  files,
                  null,
                  List.of("-proc:none", "-classpath", System.getProperty("java.class.path")),
                  null,
                  files.getJavaFileObjects(file))
              .call();
      assertTrue(compiled, messages::toString);
    }
    try (OutputStream out = Files.newOutputStream(folder.resolve(type + ".jar"));
        JarOutputStream jar = new JarOutputStream(out)) {
      jar.putNextEntry(new JarEntry(type + ".class"));
      jar.write(Files.readAllBytes(sources.resolve(type + ".class")));
      jar.putNextEntry(new JarEntry("META-INF/services/" + MediaProducer.class.getName()));
      jar.write(type.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void theExampleOfTheDocumentationPlays() throws Exception {
    Matcher example = EXAMPLE.matcher(Files.readString(DOCUMENT));
    assertTrue(example.find(), "no example in " + DOCUMENT);
    jar("Clock", example.group(1));
    byte[] stream;
    try (Transport transport = open("java:clock");
        TransportRun run = new TransportRun(transport)) {
      assertTrue(transport.unpaced());
      run.inlet().await(inlet -> inlet.events().size() > SECONDS * (25 + 50));
      run.close();
      assertEquals(Transport.Ended.AGAIN, run.ended());
      stream = run.inlet().bytes();
    }
    Streams streams = new Streams(GivenSettings.defaults(StreamSettings::new), new WallClock(0));
    Publication publication = streams.openSource("clock", Takeover.REPLACE, 0, () -> {});
    TsIngest ingest = new TsIngest(publication);
    assertTrue(ingest.feed(stream, 0, stream.length, 0));
    ingest.end(1);
    TrackSet tracks = Objects.requireNonNull(publication.view().tracks());
    assertTrue(tracks.tracks().stream().allMatch(track -> track.played()), tracks::toString);
    Track picture = tracks.tracks().getFirst();
    assertEquals(192, picture.format().widthPixels());
    assertTrue(ingest.counts().get("key_frames") > 0, ingest.counts()::toString);
    assertTrue(ingest.counts().get("video_units") >= SECONDS * 25, ingest.counts()::toString);
    assertTrue(ingest.counts().get("audio_units") >= SECONDS * 50, ingest.counts()::toString);
    assertTrue(!ingest.counts().containsKey("jumps"), ingest.counts()::toString);
  }

  @Test
  void aFailingProducerIsASentence() throws Exception {
    jar("Failing", failing("throw new IllegalStateException(\"out of ink\")"));
    try (Transport transport = open("java:failing");
        TransportRun run = new TransportRun(transport)) {
      assertEquals(
          "The producer failing failed: java.lang.IllegalStateException: out of ink.",
          run.failure());
    }
  }

  private static String failing(String body) {
    return """
    public class Failing implements dev.sluice.source.java.MediaProducer {
      public String name() { return "failing"; }
      public java.util.Optional<dev.sluice.source.java.ProducedUnit> next() throws Exception {
        %s;
      }
    }
    """
        .formatted(body);
  }

  @Test
  void aWaitOfAProducerEndsWithTheSource() throws Exception {
    jar("Failing", failing("Thread.sleep(1_000_000); return java.util.Optional.empty()"));
    try (Transport transport = open("java:failing");
        TransportRun run = new TransportRun(transport)) {
      run.inlet().await(inlet -> inlet.events().contains("connected"));
      run.close();
      assertEquals(Transport.Ended.AGAIN, run.ended());
    }
  }

  @Test
  void aProducerMayEnd() throws Exception {
    jar("Failing", failing("return java.util.Optional.empty()"));
    try (Transport transport = open("java:failing");
        TransportRun run = new TransportRun(transport)) {
      assertEquals(Transport.Ended.FOR_GOOD, run.ended());
    }
  }

  @Test
  void aMissingProducerIsASentence() throws Exception {
    try (Transport transport = open("java:clock");
        TransportRun run = new TransportRun(transport)) {
      assertEquals(
          "No jar in sources.javaFolder has a producer clock; there is none at all.",
          run.failure());
    }
    assertThrows(AddressException.class, () -> open("java:"));
    assertThrows(
        AddressException.class,
        () ->
            TransportRun.open(
                new JavaSources(GivenSettings.defaults(JavaSettings::new)), "java:clock"));
  }
}
