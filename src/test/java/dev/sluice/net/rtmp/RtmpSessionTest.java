package dev.sluice.net.rtmp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.bytes.ByteBudget;
import dev.sluice.container.flv.Amf0Reader;
import dev.sluice.container.flv.Amf0Value;
import dev.sluice.container.flv.Amf0Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RtmpSessionTest {
  private static final int HANDSHAKE_ANSWER_BYTES = 1 + 2 * 1536;

  private final List<String> calls = new ArrayList<>();
  private final List<Integer> stamps = new ArrayList<>();
  private RtmpPublisher.Answer answer = new RtmpPublisher.Answer(RtmpStatus.START, "Go.");
  private boolean goesOn = true;
  private final RtmpSession session =
      new RtmpSession(
          new RtmpPublisher() {
            @Override
            public Answer publish(String app, String name) {
              calls.add(app + "|" + name);
              return answer;
            }

            @Override
            public boolean media(RtmpMessage message) {
              calls.add("type " + message.type());
              stamps.add(message.timestampMillis());
              return goesOn;
            }

            @Override
            public void unpublish() {
              calls.add("end");
            }
          });

  /** Messages of the server. */
  private final List<List<Amf0Value>> commands = new ArrayList<>();

  private final List<Integer> types = new ArrayList<>();
  private final ChunkReader answers = new ChunkReader(this::takeAnswer, ByteBudget.UNLIMITED);

  private void feed(RtmpBytes bytes) {
    byte[] array = bytes.toByteArray();
    session.feed(array, 0, array.length);
  }

  private static byte[] connect(String app, String url) {
    return new Amf0Writer()
        .text("connect")
        .number(1)
        .beginObject()
        .member("app")
        .text(app)
        .member("tcUrl")
        .text(url)
        .endObject()
        .toByteArray();
  }

  private static byte[] call(String name, double transaction, String argument) {
    return new Amf0Writer()
        .text(name)
        .number(transaction)
        .nothing()
        .text(argument)
        .text("live")
        .toByteArray();
  }

  private void readAnswers(int skipped) {
    byte[] out = session.takeOutput();
    assertEquals(null, answers.feed(out, skipped, out.length - skipped));
  }

  private @Nullable RtmpFault takeAnswer(RtmpMessage message) {
    types.add(message.type());
    if (message.type() == RtmpMessage.CHUNK_SIZE) {
      answers.setChunkBytes(4096);
    } else if (message.type() == RtmpMessage.COMMAND) {
      commands.add(
          new Amf0Reader(message.array(), RtmpMessage.offset(), message.length()).readAll());
    }
    return null;
  }

  @Test
  void theHandshakeIsAnsweredWithTheClientsBytes() {
    byte[] hello = new byte[1537];
    for (int i = 0; i < hello.length; i++) {
      hello[i] = (byte) i;
    }
    hello[0] = 3;
    session.feed(hello, 0, 1536);
    assertFalse(session.hasOutput());
    session.feed(hello, 1536, 1);
    byte[] out = session.takeOutput();
    assertEquals(HANDSHAKE_ANSWER_BYTES, out.length);
    assertEquals(3, out[0]);
    // No digest: the version of the server is zero.
    assertArrayEquals(new byte[4], Arrays.copyOfRange(out, 5, 9));
    assertArrayEquals(
        Arrays.copyOfRange(hello, 1, 1537), Arrays.copyOfRange(out, 1537, out.length));
  }

  @Test
  void otherProtocolsAreRefusedWithTheFirstByte() {
    byte[] request = "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8);
    session.feed(request, 0, request.length);
    assertTrue(session.isOver());
    assertEquals(Optional.of(RtmpFault.NO_RTMP), session.fault());
    assertFalse(session.hasOutput());
  }

  @Test
  void connectStatesTheEnhancedCodings() {
    feed(new RtmpBytes().handshake().command(connect("live", "rtmp://h/live")));
    readAnswers(HANDSHAKE_ANSWER_BYTES);
    assertEquals(List.of(5, 6, 1, 20), types);
    List<Amf0Value> result = commands.getFirst();
    assertEquals("_result", result.get(0).text());
    assertEquals(1, result.get(1).number());
    assertEquals(
        new Amf0Value.Items(
            List.of(
                new Amf0Value.Text("avc1"),
                new Amf0Value.Text("hvc1"),
                new Amf0Value.Text("Opus"),
                new Amf0Value.Text("mp4a"))),
        result.get(2).member("fourCcList"));
    assertEquals("NetConnection.Connect.Success", result.get(3).member("code").text());
  }

  private void publish(String app, String name) {
    feed(
        new RtmpBytes()
            .handshake()
            .command(connect(app, "rtmp://h/" + app))
            .command(call("releaseStream", 2, name))
            .command(call("FCPublish", 3, name))
            .command(call("createStream", 4, ""))
            .command(call("publish", 0, name)));
  }

  @Test
  void publishing() {
    publish("live", "cam?token=t");
    readAnswers(HANDSHAKE_ANSWER_BYTES);
    assertEquals(List.of("live|cam?token=t"), calls);
    assertEquals(List.of(5, 6, 1, 20, 20, 20, 20, 4, 20), types);
    assertEquals(1, commands.get(3).get(3).number(), "the id of the stream");
    assertEquals("NetStream.Publish.Start", commands.get(4).get(3).member("code").text());
    feed(
        new RtmpBytes()
            .message(4, RtmpMessage.AUDIO, 0, new byte[] {1})
            .message(4, RtmpMessage.VIDEO, 0, new byte[] {1})
            .message(4, RtmpMessage.DATA, 0, new byte[] {5})
            .command(call("FCUnpublish", 5, "cam")));
    assertEquals(List.of("live|cam?token=t", "type 8", "type 9", "type 18", "end"), calls);
    assertTrue(session.isOver());
  }

  @Test
  void aggregatesAreSplitAndKeepTheDistancesOfTheirParts() {
    publish("live", "cam");
    calls.clear();
    RtmpBytes parts =
        new RtmpBytes()
            .part(RtmpMessage.AUDIO, 0x0100_0000, new byte[] {1})
            .part(RtmpMessage.COMMAND, 0x0100_0003, new byte[] {1})
            .part(RtmpMessage.VIDEO, 0x0100_0014, new byte[300_000])
            .part(RtmpMessage.DATA, 0x0100_0015, new byte[0]);
    feed(new RtmpBytes().chunkSize(1 << 20).aggregate(4, 5000, parts));
    assertEquals(List.of("type 8", "type 9", "type 18"), calls);
    assertEquals(List.of(5000, 5020, 5021), stamps);
    assertEquals(Optional.empty(), session.fault());
  }

  @Test
  void theEndOfTheSourceEndsAnAggregate() {
    publish("live", "cam");
    calls.clear();
    goesOn = false;
    RtmpBytes parts = new RtmpBytes().part(8, 0, new byte[] {1}).part(9, 0, new byte[] {1});
    feed(new RtmpBytes().aggregate(4, 0, parts));
    assertEquals(List.of("type 8"), calls);
    assertTrue(session.isOver());
  }

  @Test
  void anAggregateThatEndsWithinAPartIsAFaultButTheLastBackPointerMayLack() {
    byte[] parts = new RtmpBytes().part(8, 0, new byte[] {1}).part(9, 0, new byte[9]).toByteArray();
    for (int length = 0; length <= parts.length; length++) {
      RtmpSession other = new RtmpSession(new SessionDump());
      byte[] bytes =
          new RtmpBytes()
              .handshake()
              .message(4, RtmpMessage.AGGREGATE, 0, Arrays.copyOf(parts, length))
              .toByteArray();
      other.feed(bytes, 0, bytes.length);
      // The first part has 12 bytes, the second one 20, with four bytes behind each.
      boolean whole = length == 0 || (length >= 12 && length <= 16) || length >= 36;
      assertEquals(
          whole ? Optional.empty() : Optional.of(RtmpFault.BAD_AGGREGATE),
          other.fault(),
          "length " + length);
    }
  }

  @Test
  void aCommandOfAmf3IsOneOfAmf0BehindAByte() {
    byte[] plain = call("createStream", 4, "");
    byte[] shifted = new byte[1 + plain.length];
    System.arraycopy(plain, 0, shifted, 1, plain.length);
    feed(new RtmpBytes().handshake().message(3, RtmpMessage.COMMAND_AMF3, 0, shifted));
    readAnswers(HANDSHAKE_ANSWER_BYTES);
    assertEquals("_result", commands.getFirst().getFirst().text());
    assertEquals(4, commands.getFirst().get(1).number());
  }

  @Test
  void theQueryOfTheWholeAddressCounts() {
    feed(
        new RtmpBytes()
            .handshake()
            .command(connect("live", "rtmp://h/live?token=x"))
            .command(call("publish", 2, "cam")));
    assertEquals(List.of("live?token=x|cam"), calls);
  }

  @Test
  void aRefusalIsTheLastMessage() {
    answer = new RtmpPublisher.Answer(RtmpStatus.DENIED, "No.");
    publish("live", "cam");
    readAnswers(HANDSHAKE_ANSWER_BYTES);
    assertTrue(session.isOver());
    Amf0Value info = commands.getLast().get(3);
    assertEquals("NetStream.Publish.Denied", info.member("code").text());
    assertEquals("error", info.member("level").text());
    assertEquals("No.", info.member("description").text());
  }

  @Test
  void playIsRefused() {
    feed(new RtmpBytes().handshake().command(call("play", 2, "cam")));
    readAnswers(HANDSHAKE_ANSWER_BYTES);
    assertEquals("NetStream.Play.Failed", commands.getLast().get(3).member("code").text());
    assertTrue(session.isOver());
  }

  @Test
  void mediaBeforePublishingIsIgnoredAndTheEndOfTheSourceEndsTheConnection() {
    feed(new RtmpBytes().handshake().message(4, RtmpMessage.VIDEO, 0, new byte[] {1}));
    assertEquals(List.of(), calls);
    session.takeOutput();
    goesOn = false;
    publishBehindHandshake();
    feed(new RtmpBytes().message(4, RtmpMessage.VIDEO, 0, new byte[] {1}));
    assertTrue(session.isOver());
  }

  private void publishBehindHandshake() {
    feed(new RtmpBytes().command(connect("a", "")).command(call("publish", 2, "b")));
  }

  @Test
  void pingsAreAnswered() {
    feed(new RtmpBytes().handshake().hex("02 000000 000006 04 00000000 0006 01020304"));
    byte[] out = session.takeOutput();
    assertEquals(
        "020000000000060400000000000701020304",
        HexFormat.of().formatHex(out, HANDSHAKE_ANSWER_BYTES, out.length));
  }

  @Test
  void acknowledgementsComeByTheClientsWindowButNotForEachByte() {
    feed(new RtmpBytes().handshake().hex("02 000000 000004 05 00000000 00000001"));
    session.takeOutput();
    byte[] video = new byte[70_000];
    feed(new RtmpBytes().chunkSize(1 << 20).message(4, RtmpMessage.VIDEO, 0, video));
    readAnswers(0);
    assertEquals(List.of(RtmpMessage.ACKNOWLEDGEMENT), types);
    feed(new RtmpBytes().message(4, RtmpMessage.VIDEO, 0, new byte[100]));
    assertFalse(session.hasOutput());
  }

  @Test
  void commandsAreLimited() {
    RtmpBytes bytes = new RtmpBytes().handshake();
    for (int i = 0; i <= 1000; i++) {
      bytes.command(call("ping", 0, ""));
    }
    feed(bytes);
    assertEquals(Optional.of(RtmpFault.TOO_MANY_COMMANDS), session.fault());
    assertTrue(session.isOver());
  }

  @Test
  void badControlMessages() {
    for (String bad :
        new String[] {
          "02 000000 000003 01 00000000 000000",
          "02 000000 000004 01 00000000 00000000",
          "02 000000 000001 04 00000000 00",
          "03 000000 000001 14 00000000 05",
          "03 000000 000000 11 00000000",
        }) {
      RtmpSession other = new RtmpSession(new SessionDump());
      byte[] bytes = new RtmpBytes().handshake().hex(bad).toByteArray();
      other.feed(bytes, 0, bytes.length);
      assertTrue(other.fault().isPresent(), bad);
    }
  }
}
