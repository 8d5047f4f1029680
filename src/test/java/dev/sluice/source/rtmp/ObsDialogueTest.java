package dev.sluice.source.rtmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.container.flv.Amf0Writer;
import dev.sluice.media.Codec;
import dev.sluice.media.Track;
import dev.sluice.net.rtmp.RtmpBytes;
import dev.sluice.source.supervisor.SourceEnd;
import dev.sluice.stream.life.Stream;
import dev.sluice.stream.log.TrackLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * The messages of OBS Studio in its order and on its chunk streams, with the answers for which it
 * waits: written after plugins/obs-outputs (librtmp/rtmp.c, rtmp-stream.c, flv-mux.c).
 */
class ObsDialogueTest {
  private static final int CONTROL = 2;
  private static final int INVOKE = 3;
  private static final int SOURCE = 4;
  private static final int CHUNK_BYTES = 4096;
  private static final int PICTURE_BYTES = 10_000;

  private static final int USER_CONTROL = 4;
  private static final int WINDOW = 5;
  private static final int AUDIO = 8;
  private static final int VIDEO = 9;
  private static final int DATA = 18;
  private static final int COMMAND = 20;

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  /** OBS states the codings of enhanced RTMP and its multitrack abilities since version 31. */
  private static byte[] connect() {
    return new Amf0Writer()
        .text("connect")
        .number(1)
        .beginObject()
        .member("app")
        .text("live")
        .member("type")
        .text("nonprivate")
        .member("flashVer")
        .text("FMLE/3.0 (compatible; FMSc/1.0)")
        .member("swfUrl")
        .text("rtmp://127.0.0.1/live")
        .member("tcUrl")
        .text("rtmp://127.0.0.1/live")
        .member("capsEx")
        .number(2)
        .member("fourCcList")
        .beginArray(3)
        .text("av01")
        .text("hvc1")
        .text("avc1")
        .member("videoFourCcInfoMap")
        .beginObject()
        .member("avc1")
        .number(2)
        .endObject()
        .endObject()
        .toByteArray();
  }

  private static byte[] call(String name, int transaction, String argument) {
    Amf0Writer call = new Amf0Writer().text(name).number(transaction).nothing();
    return (argument.isEmpty() ? call : call.text(argument)).toByteArray();
  }

  /** {@code @setDataFrame} and an array with names, which is an object with another marker. */
  private static byte[] metadata() {
    byte[] names = new Amf0Writer().text("@setDataFrame").text("onMetaData").toByteArray();
    byte[] members =
        new Amf0Writer()
            .beginObject()
            .member("duration")
            .number(0)
            .member("width")
            .number(160)
            .member("height")
            .number(120)
            .member("videocodecid")
            .number(7)
            .member("framerate")
            .number(30)
            .member("audiocodecid")
            .number(10)
            .member("encoder")
            .text("obs-output module (libobs version 31.0.0)")
            .endObject()
            .toByteArray();
    byte[] all = Arrays.copyOf(names, names.length + 4 + members.length);
    all[names.length] = 8;
    all[names.length + 4] = 7;
    System.arraycopy(members, 1, all, names.length + 5, members.length - 1);
    return all;
  }

  /** A message in chunks of 4096 bytes; those after the first have no header. */
  private static RtmpBytes chunked(int type, int millis, byte[] payload) {
    RtmpBytes bytes = new RtmpBytes();
    int first = Math.min(CHUNK_BYTES, payload.length);
    bytes.chunk(SOURCE, type, millis, payload.length, Arrays.copyOf(payload, first));
    for (int at = first; at < payload.length; at += CHUNK_BYTES) {
      int end = Math.min(payload.length, at + CHUNK_BYTES);
      bytes.hex("c4").hex(HexFormat.of().formatHex(payload, at, end));
    }
    return bytes;
  }

  private static byte[] keyPicture() {
    byte[] picture = Arrays.copyOf(hex("17 01 000000 00000000 65"), 9 + PICTURE_BYTES);
    Bytes.put32(picture, 5, PICTURE_BYTES);
    Arrays.fill(picture, 10, picture.length, (byte) 0x88);
    return picture;
  }

  private static void begin(RtmpClient obs) throws IOException {
    obs.send(new RtmpBytes().handshake());
    obs.send(new RtmpBytes().chunkSize(CHUNK_BYTES).message(INVOKE, COMMAND, 0, connect()));
    String connected = obs.readUntil("NetConnection.Connect.Success");
    assertTrue(connected.contains("fourCcList"), "the codings of enhanced RTMP");
    obs.send(
        new RtmpBytes()
            .message(CONTROL, WINDOW, 0, hex("002625a0"))
            .message(INVOKE, COMMAND, 0, call("releaseStream", 2, "cam"))
            .message(INVOKE, COMMAND, 0, call("FCPublish", 3, "cam"))
            .message(INVOKE, COMMAND, 0, call("_checkbw", 4, ""))
            .message(INVOKE, COMMAND, 0, call("createStream", 5, "")));
    // The answer to createStream: its transaction, nothing, and the id of the stream.
    obs.readUntil(text("_result", 5) + "\u0005" + text(1));
    byte[] publish =
        new Amf0Writer().text("publish").number(6).nothing().text("cam").text("live").toByteArray();
    obs.send(
        new RtmpBytes()
            .message(CONTROL, USER_CONTROL, 0, hex("0003 00000001 00000bb8"))
            .message(SOURCE, COMMAND, 0, publish));
    obs.readUntil("NetStream.Publish.Start");
  }

  private static String text(String name, int transaction) {
    return latin(new Amf0Writer().text(name).number(transaction).toByteArray());
  }

  private static String text(int number) {
    return latin(new Amf0Writer().number(number).toByteArray());
  }

  private static String latin(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static long soundUnits(Stream stream) {
    return stream.tracks().tracks().stream()
        .filter(track -> track.codec() == Codec.AAC)
        .map(track -> stream.log(track.id()))
        .filter(Objects::nonNull)
        .mapToLong(TrackLog::head)
        .sum();
  }

  @Test
  void fromConnectToStopStreaming() throws Exception {
    try (RtmpFixture fixture = new RtmpFixture();
        RtmpClient obs = fixture.client()) {
      begin(obs);
      obs.send(chunked(DATA, 0, metadata()));
      obs.send(chunked(AUDIO, 0, hex("af 00 1190")));
      obs.send(chunked(VIDEO, 0, RtmpClient.avcConfiguration()));
      obs.send(chunked(VIDEO, 0, keyPicture()));
      obs.send(chunked(AUDIO, 0, hex("af 01 2110045c")));
      obs.send(chunked(AUDIO, 21, hex("af 01 2110045c")));
      RtmpFixture.until(
          () -> fixture.streams.find("cam").filter(Stream::playable).isPresent(), "a picture");
      Stream stream = fixture.streams.find("cam").orElseThrow();
      RtmpFixture.until(() -> soundUnits(stream) == 2, "sound");
      assertEquals(1, stream.log(Track.VIDEO).head());
      assertEquals(
          List.of(Codec.H264, Codec.AAC),
          stream.tracks().tracks().stream().map(Track::codec).toList());
      obs.send(
          new RtmpBytes()
              .message(INVOKE, COMMAND, 0, call("FCUnpublish", 7, "cam"))
              .message(
                  INVOKE,
                  COMMAND,
                  0,
                  new Amf0Writer()
                      .text("deleteStream")
                      .number(8)
                      .nothing()
                      .number(1)
                      .toByteArray()));
      obs.readUntil("NetStream.Unpublish.Success");
      fixture.awaitEnd(SourceEnd.COMPLETE);
      assertEquals(0, fixture.count(RtmpCounter.FAULTS));
    }
  }
}
