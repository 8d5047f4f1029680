package dev.sluice.rtc.dtls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.base.bytes.Bytes;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RecordReordererTest {
  private static final byte[] CHANGE = record(RecordFilter.CHANGE_CIPHER_SPEC, 0, 1);
  private static final byte[] FINISHED = record(RecordFilter.HANDSHAKE, 1, 40);

  private final RecordReorderer order = new RecordReorderer();

  private static byte[] record(int type, int epoch, int bytes) {
    byte[] record = new byte[13 + bytes];
    record[0] = (byte) type;
    Bytes.put16(record, 1, 0xFEFD);
    Bytes.put16(record, 3, epoch);
    Bytes.put16(record, 11, bytes);
    return record;
  }

  private static byte[] message(int type, int offset, int bytes, int messageBytes) {
    byte[] record = DtlsHostileInputTest.fragment(1, messageBytes, bytes);
    record[13] = (byte) type;
    Bytes.put24(record, 19, offset);
    return record;
  }

  private static byte[] joined(byte[]... records) {
    byte[] all = {};
    for (byte[] record : records) {
      int at = all.length;
      all = Arrays.copyOf(all, at + record.length);
      System.arraycopy(record, 0, all, at, record.length);
    }
    return all;
  }

  @Test
  void aDatagramIsCutIntoItsRecords() {
    byte[] first = message(11, 0, 50, 50);
    byte[] second = message(16, 0, 30, 30);
    order.add(joined(first, second));
    assertArrayEquals(first, order.poll());
    assertArrayEquals(second, order.poll());
    assertNull(order.poll());
  }

  @Test
  void whatIsEncryptedWaitsForTheChangeAndThatForTheMessagesBeforeIt() {
    order.add(FINISHED);
    order.add(CHANGE);
    order.add(message(11, 0, 50, 50));
    order.add(message(15, 0, 70, 70));
    assertNotNull(order.poll());
    assertNotNull(order.poll());
    assertTrue(order.isEmpty());
    order.add(message(16, 0, 10, 30));
    assertNotNull(order.poll());
    assertTrue(order.isEmpty());
    order.add(message(16, 10, 20, 30));
    assertNotNull(order.poll());
    assertArrayEquals(CHANGE, order.poll());
    assertArrayEquals(FINISHED, order.poll());
    assertTrue(order.isEmpty());
    order.add(FINISHED);
    assertFalse(order.isEmpty());
  }

  @Test
  void fewRecordsAreHeld() {
    for (int i = 0; i < 100; i++) {
      order.add(FINISHED);
    }
    order.add(joined(message(11, 0, 1, 1), message(16, 0, 1, 1), message(15, 0, 1, 1), CHANGE));
    int records = 0;
    while (order.poll() != null) {
      records++;
    }
    assertEquals(8, records);
  }
}
