package dev.sluice.codec.data;

import dev.sluice.base.bytes.Bytes;

/**
 * The metadata access unit wrapper of a PES packet (ISO/IEC 13818-1 clause 2.12.4): cells, each a
 * header of 5 bytes and its data.
 *
 * <pre>
 *   8 bits metadata_service_id   8 bits sequence_number   2 bits cell_fragment_indication
 *   1 bit  decoder_config_flag   1 bit  random_access     4 bits reserved, 1111
 *  16 bits AU_cell_data_length
 * </pre>
 */
final class MetadataCells {
  static final int HEADER_BYTES = 5;

  private static final int RESERVED = 0x0F;

  private MetadataCells() {}

  /** Whether the payload consists of whole cells. No ID3 tag and no KLV triplet looks like one. */
  static boolean fill(byte[] array, int offset, int length) {
    int at = offset;
    int end = offset + length;
    while (end - at >= HEADER_BYTES && (array[at + 2] & RESERVED) == RESERVED) {
      at += HEADER_BYTES + dataBytes(array, at);
    }
    return length > 0 && at == end;
  }

  /** Length of the data of the cell at {@code at}. */
  static int dataBytes(byte[] array, int at) {
    return Bytes.u16(array, at + 3);
  }
}
