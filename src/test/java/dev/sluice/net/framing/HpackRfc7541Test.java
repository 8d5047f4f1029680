package dev.sluice.net.framing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Header blocks: the examples of RFC 7541 appendix C, limits, and any bytes. */
final class HpackRfc7541Test {
  private static final List<HeaderField> FIRST =
      List.of(
          new HeaderField(":method", "GET"),
          new HeaderField(":scheme", "http"),
          new HeaderField(":path", "/"),
          new HeaderField(":authority", "www.example.com"));

  private static final List<HeaderField> THIRD =
      List.of(
          new HeaderField(":method", "GET"),
          new HeaderField(":scheme", "https"),
          new HeaderField(":path", "/index.html"),
          new HeaderField(":authority", "www.example.com"),
          new HeaderField("custom-key", "custom-value"));

  private final HpackDecoder decoder = new HpackDecoder(16_384);

  @ParameterizedTest
  @CsvSource({
    // C.3: without Huffman code.
    "828684410f7777772e6578616d706c652e636f6d, 828684be58086e6f2d6361636865,"
        + " 828785bf400a637573746f6d2d6b65790c637573746f6d2d76616c7565",
    // C.4: with Huffman code.
    "828684418cf1e3c2e5f23a6ba0ab90f4ff, 828684be5886a8eb10649cbf,"
        + " 828785bf408825a849e95ba97d7f8925a849e95bb8e8b4bf"
  })
  void examplesOfAppendixC(String first, String second, String third) {
    assertEquals(FIRST, fields(first));
    List<HeaderField> cached = new ArrayList<>(FIRST);
    cached.add(new HeaderField("cache-control", "no-cache"));
    assertEquals(cached, fields(second));
    assertEquals(THIRD, fields(third));
  }

  @Test
  void aFieldLargerThanTheTableEmptiesIt() {
    fields("400161" + "0162");
    assertEquals(List.of(new HeaderField("a", "b")), fields("be"));
    byte[] large = new byte[4100];
    Arrays.fill(large, (byte) 'x');
    assertEquals(
        "x".repeat(4100),
        fields("400163" + "7f851f" + HexFormat.of().formatHex(large)).getFirst().value());
    assertThrows(Http2FaultException.class, () -> fields("be"));
  }

  @Test
  void aTableOfNoSizeKeepsNothing() {
    assertEquals(List.of(new HeaderField("a", "b")), fields("20" + "400161" + "0162"));
    assertThrows(Http2FaultException.class, () -> fields("be"));
  }

  @Test
  void theLimitOfAListHoldsForFieldsOfTheTable() {
    byte[] large = new byte[3000];
    Arrays.fill(large, (byte) 'x');
    fields("400161" + "7fb916" + HexFormat.of().formatHex(large));
    HpackDecoder.Decoded decoded = decoder.decode(HexFormat.of().parseHex("be".repeat(10_000)));
    assertTrue(decoded.isTooLarge());
    assertEquals(5, decoded.fields().size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "80", // index 0
        "be", // an empty table
        "ff808080808001", // an integer without end
        "ffffffff7f", // an integer above the limit
        "3fe21f", // a table of 4097 bytes
        "8220", // a size behind a field
        "40", // no name
        "4001", // no bytes of a name
        "4001617f", // no length of a value
        "4083ffffff0162" // the end symbol in Huffman code
      })
  void brokenBlocksAreRefused(String hex) {
    Http2FaultException e = assertThrows(Http2FaultException.class, () -> fields(hex));
    assertEquals(Http2Fault.COMPRESSION, e.fault());
  }

  @Test
  void anyBytesAreDecodedOrRefused() {
    Random random = new Random(5);
    for (int length = 0; length <= 1500; length++) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      try {
        new HpackDecoder(16_384).decode(bytes);
      } catch (Http2FaultException e) {
        assertEquals(Http2Fault.COMPRESSION, e.fault());
      }
    }
  }

  @Test
  void literalsAreDecodedToTheSameFields() {
    List<HeaderField> all = new ArrayList<>(THIRD);
    all.add(new HeaderField("long", "\u00e9" + "y".repeat(300)));
    all.add(new HeaderField("longer", "y".repeat(15_000)));
    all.add(new HeaderField("empty", ""));
    assertEquals(all, new HpackDecoder(20_000).decode(HpackLiterals.encode(all)).fields());
  }

  private List<HeaderField> fields(String hex) {
    return decoder.decode(HexFormat.of().parseHex(hex)).fields();
  }
}
