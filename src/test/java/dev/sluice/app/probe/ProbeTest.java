package dev.sluice.app.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.golden.Chunking;
import dev.sluice.golden.Golden;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProbeTest {
  private static ProbeReport probe(byte[] file, Chunking chunking) {
    Probe probe = new Probe();
    chunking.feed(file, probe::feed);
    return probe.end();
  }

  private static ProbeReport probe(String name) {
    return probe(Golden.bytes("ts/" + name + ".ts"), Chunking.WHOLE);
  }

  private static TrackReport track(ProbeReport report, int program, int track) {
    return report.programs().get(program).tracks().get(track);
  }

  @ParameterizedTest
  @CsvSource({
    "video-declared-never-comes, 0, no_data, nothing of it arrives",
    "video-declared-never-comes, 1, playing, ''",
    "opus-family255-2ch, 1, not_playable, which WebRTC cannot play",
    "opus-without-control-header, 1, playing, ''",
    "pts-marker-bits-zero, 1, no_stamps, has no valid time stamps",
  })
  void healthOfATrack(String name, int track, String state, String sentence) {
    ProbeReport report = probe(Golden.bytes("faults/" + name + ".ts"), Chunking.WHOLE);
    TrackReport found = track(report, 0, track);
    assertEquals(state, found.health().label());
    assertTrue(found.healthSentence().contains(sentence), found.healthSentence());
    assertEquals(found.healthSentence().isEmpty(), sentence.isEmpty());
    assertTrue(report.toText().contains(found.healthSentence()), report.toText());
    assertTrue(report.toJson().contains("\"health\": \"" + state), report.toJson());
  }

  private static ProbeReport fault(String name) {
    return probe(Golden.bytes("faults/" + name + ".ts"), Chunking.WHOLE);
  }

  private static void hasAdvice(ProbeReport report, String sentence) {
    assertTrue(
        Advice.of(report).stream().anyMatch(line -> line.contains(sentence)), report.toText());
  }

  @ParameterizedTest
  @ValueSource(strings = {"pcr-wraps-at-start", "klv-without-pts-sparse-id3", "aud-in-its-own-pes"})
  void saysNothingAboutWhatIsRight(String name) {
    assertEquals(List.of(), Advice.of(fault(name)));
  }

  @Test
  void clockThatWrapsAtTheStartHasNoGap() {
    ProbeReport report = fault("pcr-wraps-at-start");
    assertTrue(report.programs().getFirst().clock().longestIntervalMillis() <= 100);
    assertTrue(Math.abs(track(report, 0, 0).stamps().leastLeadMillis()) < 2000);
  }

  @Test
  void delimiterInItsOwnPesLendsItsStampToThePicture() {
    TrackReport video = track(fault("aud-in-its-own-pes"), 0, 0);
    assertEquals(0, video.stamps().missing());
    assertEquals(30, Objects.requireNonNull(video.video()).framesPerSecond(), 0.01);
  }

  @Test
  void scrambledPesPacketsAreNamed() {
    ProbeReport report = fault("pes-scrambled");
    hasAdvice(report, "packets are scrambled");
    assertEquals("not_decodable", track(report, 0, 0).health().label());
    assertTrue(track(report, 0, 0).healthSentence().contains("it is scrambled"));
    assertTrue(track(report, 0, 1).scrambledPackets() > 0);
  }

  @Test
  void advisesOnTheTablesAndLengthsThatWereNotBelieved() {
    hasAdvice(fault("no-pat"), "no program association table");
    hasAdvice(fault("pmt-crc-never-right"), "the CRC of its tables is never right");
    hasAdvice(fault("pes-length-half"), "PES_packet_length is wrong");
    assertTrue(fault("no-pat").toJson().contains("\"withoutPat\": true"));
  }

  @ParameterizedTest
  @CsvSource({"0x24, H.265", "0x33, H.266", "0x10, MPEG-4 part 2"})
  void advisesOnAPictureThatBrowsersDoNotPlayBesideOpus(String type, String name) {
    byte[] file = Golden.bytes("faults/h265-and-opus.ts");
    for (int at = 0; at < file.length; at += 188) {
      // stream_type 0x24 on PID 256
      for (int i = at; (file[at + 1] & 0x1F) == 0x10 && i < at + 186; i++) {
        if (file[i] == 0x24 && file[i + 1] == (byte) 0xE1 && file[i + 2] == 0) {
          file[i] = (byte) (int) Integer.decode(type);
        }
      }
    }
    hasAdvice(probe(file, Chunking.WHOLE), "The picture is " + name + ", which WebRTC cannot play");
  }

  @Test
  void joinedRecordingsAreNoLossAndDoNotRaiseTheRate() {
    byte[] file = Golden.bytes("ts/h264-opus.ts");
    byte[] twice = Arrays.copyOf(file, 2 * file.length);
    System.arraycopy(file, 0, twice, file.length, file.length);
    assertEquals(0, probe(twice, Chunking.WHOLE).continuityErrors());
    assertEquals(1, probe(twice, Chunking.WHOLE).muxerRestarts());
    hasAdvice(probe(twice, Chunking.WHOLE), "1 times another muxer begins");
    TrackReport once = track(probe(file, Chunking.WHOLE), 0, 0);
    TrackReport again = track(probe(twice, Chunking.WHOLE), 0, 0);
    assertEquals(
        Objects.requireNonNull(once.video()).framesPerSecond(),
        Objects.requireNonNull(again.video()).framesPerSecond(),
        0.01);
    assertEquals(0, Objects.requireNonNull(again.video()).reorderedPictures());
    assertEquals(once.bitsPerSecond(), again.bitsPerSecond(), 0.01 * once.bitsPerSecond());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "h264-opus",
        "h264-bframes",
        "h264-intra-refresh",
        "h264-opus-192",
        "h264-aac",
        "h265-ac3",
        "mpeg2-mp2",
        "opus-stereo",
        "two-programs",
        "h264-slices"
      })
  void countsWhatFfprobeCounts(String name) {
    ProbeReport report = probe(name);
    String text = new String(Golden.bytes("ts/" + name + ".ffprobe.txt"), StandardCharsets.UTF_8);
    for (ProgramReport program : report.programs()) {
      for (TrackReport track : program.tracks()) {
        List<Long> stamps = new ArrayList<>();
        int keys = 0;
        for (String line : text.lines().toList()) {
          String[] part = line.split(" ");
          if (Integer.decode(part[0]) == track.stream().pid()) {
            stamps.add(Long.parseLong(part[1]));
            keys += part[2].equals("K") ? 1 : 0;
          }
        }
        assertEquals(stamps.size(), track.accessUnits(), track.toString());
        assertEquals(keys, track.keyUnits(), track.toString());
        assertEquals(stamps.stream().min(Long::compare).orElseThrow(), track.firstPts90k());
        assertEquals(stamps.stream().max(Long::compare).orElseThrow(), track.lastPts90k());
      }
    }
    assertEquals(0, report.continuityErrors());
    assertEquals(0, report.syncLosses());
  }

  @Test
  void doesNotDependOnThePieces() {
    byte[] file = Golden.bytes("ts/two-programs.ts");
    String json = probe(file, Chunking.WHOLE).toJson();
    for (Chunking chunking : Chunking.values()) {
      assertEquals(json, probe(file, chunking).toJson(), chunking.name());
    }
  }

  @Test
  void jsonHasWhatScriptsReadFirst() {
    JsonObject json =
        Json.createReader(new StringReader(probe("two-programs").toJson())).readObject();
    assertEquals(0, json.getInt("continuityErrors"));
    JsonObject program = json.getJsonArray("programs").getJsonObject(1);
    assertEquals(9, program.getInt("number"));
    assertEquals(0x1001, program.getInt("pmtPid"));
    JsonObject opus = program.getJsonArray("tracks").getJsonObject(1);
    assertEquals(258, opus.getInt("pid"));
    assertEquals("audio", opus.getString("kind"));
    assertEquals("opus", opus.getString("codec"));
    assertEquals(51, opus.getInt("accessUnits"));
    assertEquals(50 * 1800, opus.getInt("lastPts90k") - opus.getInt("firstPts90k"));
  }

  @Test
  void stampsGoOnAcrossTheEdge() {
    TrackReport video = track(probe("h264-opus-wrap"), 0, 0);
    assertEquals(29 * 6000, video.lastPts90k() - video.firstPts90k());
    assertTrue(video.lastPts90k() > 1L << 33);
  }

  @Test
  void missingPacketsAreCounted() {
    byte[] file = Golden.bytes("ts/h264-opus.ts");
    byte[] holed = new byte[file.length - 188];
    System.arraycopy(file, 0, holed, 0, 188 * 50);
    System.arraycopy(file, 188 * 51, holed, 188 * 50, holed.length - 188 * 50);
    ProbeReport report = probe(holed, Chunking.WHOLE);
    assertEquals(1, report.continuityErrors());
    assertEquals(0, report.muxerRestarts());
    assertTrue(report.toText().contains("1 continuity errors"), report.toText());
  }

  @Test
  void advisesOnBFramesAndBursts() {
    String text = probe("h264-bframes").toText();
    assertTrue(text.contains("-bf 0"), text);
    assertTrue(probe("h264-opus").toText().contains("-pes_payload_size 0"));
    String good = probe("h264-opus-single").toText();
    assertFalse(good.contains("Advice:"), good);
  }

  @Test
  void whatIsNoTransportStreamHasNoProgram() {
    byte[] noise = new byte[200_000];
    new Random(9).nextBytes(noise);
    ProbeReport report = probe(noise, Chunking.PRIME);
    assertFalse(report.hasPrograms());
    assertTrue(report.whyNoProgram().contains("no MPEG transport stream"), report.whyNoProgram());
    assertFalse(probe(new byte[0], Chunking.WHOLE).hasPrograms());
    assertTrue(report.toJson().contains("\"programs\""));
  }

  @Test
  void aDamagedMapIsNotTheLackOfATransportStream() {
    byte[] file = Golden.bytes("ts/h264-opus.ts");
    for (int at = 0; at < file.length; at += 188) {
      boolean map = (file[at + 1] & 0x1F) == 0x10 && file[at + 2] == 0;
      file[at + 6] = map ? (byte) at : file[at + 6];
      file[at + 20] = map ? (byte) (at / 188) : file[at + 20];
    }
    ProbeReport report = probe(file, Chunking.WHOLE);
    assertFalse(report.hasPrograms());
    assertTrue(report.whyNoProgram().contains("program tables"), report.whyNoProgram());
  }

  @Test
  void aLatePictureAfterALossIsNoBFrame() {
    byte[] file = Golden.bytes("ts/h264-opus.ts").clone();
    int picture = makeOnePictureLate(file);
    assertEquals(1, reorderedPictures(file));
    int lost = picture - 188;
    while (!isVideo(file, lost)) {
      lost -= 188;
    }
    // A null packet takes its place.
    file[lost + 1] = 0x1F;
    file[lost + 2] = (byte) 0xFF;
    assertEquals(0, reorderedPictures(file));
  }

  private static boolean isVideo(byte[] file, int at) {
    return (file[at + 1] & 0x1F) == 1 && file[at + 2] == 0;
  }

  /** Sets the PTS of a picture back by one and a half pictures; returns where it begins. */
  private static int makeOnePictureLate(byte[] file) {
    int pictures = 0;
    for (int at = 0; at < file.length; at += 188) {
      boolean start = isVideo(file, at) && (file[at + 1] & 0x40) != 0;
      pictures += start ? 1 : 0;
      int payload = at + 4 + ((file[at + 3] & 0x20) != 0 ? 1 + (file[at + 4] & 0xFF) : 0);
      if (start && pictures > 5 && pictures % 15 != 1) {
        int low = (file[payload + 12] & 0xFF) << 8 | file[payload + 13] & 0xFF;
        if (low > 2 * 9000) {
          low -= 2 * 9000;
          file[payload + 12] = (byte) (low >> 8);
          file[payload + 13] = (byte) low;
          return at;
        }
      }
    }
    throw new AssertionError("no picture");
  }

  private static long reorderedPictures(byte[] file) {
    TrackReport video = track(probe(file, Chunking.WHOLE), 0, 0);
    return Objects.requireNonNull(video.video()).reorderedPictures();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void survivesMutatedFiles(long seed) {
    Random random = new Random(seed);
    for (String name : List.of("h264-aac", "h265-ac3", "mpeg2-mp2", "two-programs", "h264-opus")) {
      byte[] file = Golden.bytes("ts/" + name + ".ts");
      for (int i = 0; i < 200; i++) {
        file[random.nextInt(file.length)] ^= (byte) (1 << random.nextInt(8));
      }
      assertFalse(probe(file, Chunking.RANDOM).toText().isEmpty());
    }
  }
}
