package dev.sluice.container.flv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Amf0Test {
  private static List<Amf0Value> read(byte[] bytes) {
    return new Amf0Reader(bytes, 0, bytes.length).readAll();
  }

  private static List<Amf0Value> read(String hex) {
    return read(HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  @Test
  void whatIsWrittenIsRead() {
    byte[] bytes =
        new Amf0Writer()
            .text("connect")
            .number(1.5)
            .nothing()
            .beginObject()
            .member("app")
            .text("live")
            .member("list")
            .beginArray(2)
            .text("a")
            .number(2)
            .endObject()
            .toByteArray();
    assertEquals(
        List.of(
            new Amf0Value.Text("connect"),
            new Amf0Value.Numeric(1.5),
            new Amf0Value.Nothing(),
            new Amf0Value.Members(
                Map.of(
                    "app",
                    new Amf0Value.Text("live"),
                    "list",
                    new Amf0Value.Items(
                        List.of(new Amf0Value.Text("a"), new Amf0Value.Numeric(2)))))),
        read(bytes));
  }

  @Test
  void otherTypes() {
    assertEquals(
        List.of(
            new Amf0Value.Flag(true),
            new Amf0Value.Nothing(),
            new Amf0Value.Numeric(1),
            new Amf0Value.Text("ab"),
            new Amf0Value.Members(Map.of("k", new Amf0Value.Flag(false)))),
        read("0101 06 0b3ff00000000000000000 0c000000026162 08000000090001 6b 0100 000009"));
  }

  @Test
  void anArrayWithoutItsEndIsRead() {
    // As some encoders write it: the object ends with the message.
    assertEquals(
        List.of(new Amf0Value.Members(Map.of("k", new Amf0Value.Flag(true)))),
        read("0800000001 0001 6b 0101"));
  }

  @Test
  void badInputStopsTheReader() {
    for (String bad : List.of("0000", "02ffff61", "0c80000000", "0c7fffffff", "11", "07", "03ff")) {
      byte[] bytes = HexFormat.of().parseHex(bad);
      Amf0Reader reader = new Amf0Reader(bytes, 0, bytes.length);
      assertEquals(List.of(), reader.readAll(), bad);
      assertTrue(reader.malformed(), bad);
    }
  }

  @Test
  void depthAndCountAreLimited() {
    byte[] deep = new byte[3 * 1000];
    for (int i = 0; i < deep.length; i += 3) {
      deep[i] = 3;
    }
    Amf0Reader reader = new Amf0Reader(deep, 0, deep.length);
    assertEquals(List.of(), reader.readAll());
    assertTrue(reader.malformed());
    byte[] many = new byte[100_000];
    Arrays.fill(many, (byte) 5);
    Amf0Reader counted = new Amf0Reader(many, 0, many.length);
    assertEquals(20_000, counted.readAll().size());
    assertTrue(counted.malformed());
  }

  @Test
  void mutatedInputNeverThrows() {
    byte[] valid =
        new Amf0Writer()
            .text("publish")
            .beginObject()
            .member("n")
            .beginArray(3)
            .number(1)
            .text("x")
            .nothing()
            .endObject()
            .toByteArray();
    Random random = new Random(11);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = Arrays.copyOf(valid, 1 + random.nextInt(valid.length));
      for (int i = 1 + random.nextInt(4); i > 0; i--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(16);
      }
      Amf0Reader reader = new Amf0Reader(bytes, 0, bytes.length);
      assertFalse(reader.readAll().size() > bytes.length);
    }
  }
}
