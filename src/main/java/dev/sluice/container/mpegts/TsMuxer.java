package dev.sluice.container.mpegts;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.base.bytes.GrowableBytes;
import dev.sluice.media.Codec;
import java.util.Arrays;
import java.util.List;

/**
 * Writes a transport stream (ISO/IEC 13818-1) with one program: H.264, Opus, or both.
 *
 * <p>The PCR is carried with the video, or with the audio if there is no video, and is {@value
 * #PCR_LEAD_TICKS_90K} ticks earlier than the DTS. The last packet of a PES packet is padded with
 * stuffing in its adaptation field.
 */
public final class TsMuxer {
  /** Receives packets. */
  public interface PacketSink {
    /** One packet of 188 bytes from {@code offset}; valid only during the call. */
    void packet(byte[] array, int offset);
  }

  /** PID of the program map. */
  public static final int PMT_PID = 0x1000;

  /** PID of the video. */
  public static final int VIDEO_PID = 0x100;

  /** PID of the audio. */
  public static final int AUDIO_PID = 0x101;

  /** Lead of the PCR over the DTS: 100 ms. */
  public static final long PCR_LEAD_TICKS_90K = 9000;

  private static final int VIDEO_STREAM_ID = 0xE0;
  private static final int PRIVATE_STREAM_1 = 0xBD;
  private static final long STAMP_MASK = (1L << 33) - 1;
  private static final long NO_PCR = -1;

  private final PacketSink sink;
  private final List<ElementaryStream> streams;
  private final boolean boundedVideo;
  private final byte[] packet = new byte[TsPacket.BYTES];
  private final int[] continuity = new int[TsPacket.PIDS];
  private final GrowableBytes pes = new GrowableBytes(1 << 16, TsLimits.MAX_VIDEO_PES_BYTES);

  /**
   * @param video whether there is an H.264 track
   * @param opusChannels channel count of the Opus track, 0 for none
   * @param boundedVideo whether video PES packets have PES_packet_length where 16 bits suffice
   */
  public TsMuxer(PacketSink sink, boolean video, int opusChannels, boolean boundedVideo) {
    this.sink = sink;
    this.boundedVideo = boundedVideo;
    ElementaryStream picture = new ElementaryStream(VIDEO_PID, 0x1B, Codec.H264, 0);
    ElementaryStream sound = new ElementaryStream(AUDIO_PID, 0x06, Codec.OPUS, opusChannels);
    this.streams =
        video ? opusChannels > 0 ? List.of(picture, sound) : List.of(picture) : List.of(sound);
  }

  /** Writes PAT and PMT. Call it first, and again about ten times a second. */
  public void writeTables() {
    writeSection(TsPacket.PID_PAT, PsiSections.pat(1, PMT_PID, 0));
    writeSection(
        PMT_PID, PsiSections.pmt(new ProgramMap(1, PMT_PID, streams.getFirst().pid(), streams), 0));
  }

  private void writeSection(int pid, byte[] section) {
    startPacket(pid, true);
    packet[4] = 0;
    System.arraycopy(section, 0, packet, 5, section.length);
    Arrays.fill(packet, 5 + section.length, TsPacket.BYTES, (byte) 0xFF);
    sink.packet(packet, 0);
  }

  /**
   * Writes one access unit of video.
   *
   * @param pts90k PTS; the low 33 bits are written
   * @param dts90k DTS
   * @param key whether decoding can start here
   * @param array holds the access unit with start codes
   */
  public void writeVideo(
      long pts90k, long dts90k, boolean key, byte[] array, int offset, int length) {
    pes.clear();
    int bounded = 3 + (pts90k == dts90k ? 5 : 10) + length;
    int lengthField = boundedVideo && bounded <= 0xFFFF ? bounded : 0;
    pesHeader(VIDEO_STREAM_ID, lengthField, pts90k, dts90k);
    if (!pes.append(array, offset, length)) {
      throw new IllegalArgumentException("access unit of " + length + " bytes");
    }
    writePes(VIDEO_PID, key, dts90k - PCR_LEAD_TICKS_90K);
  }

  /**
   * Writes Opus packets as one PES packet.
   *
   * @param pts90k PTS of the first packet; the low 33 bits are written
   * @param packets together less than 64 KiB
   */
  public void writeOpus(long pts90k, List<byte[]> packets) {
    pes.clear();
    int total = 8;
    for (byte[] opus : packets) {
      total += 3 + opus.length / 0xFF + opus.length;
    }
    if (total > 0xFFFF) {
      throw new IllegalArgumentException("Opus packets of " + total + " bytes");
    }
    pesHeader(PRIVATE_STREAM_1, total, pts90k, pts90k);
    for (byte[] opus : packets) {
      pes.append(0x7F);
      pes.append(0xE0);
      for (int rest = opus.length; rest >= 0; rest -= 0xFF) {
        pes.append(Math.min(rest, 0xFF));
      }
      pes.append(opus, 0, opus.length);
    }
    boolean withClock = streams.getFirst().pid() == AUDIO_PID;
    writePes(AUDIO_PID, true, withClock ? pts90k - PCR_LEAD_TICKS_90K : NO_PCR);
  }

  private void pesHeader(int streamId, int lengthField, long pts90k, long dts90k) {
    boolean both = pts90k != dts90k;
    byte[] header = new byte[both ? 19 : 14];
    Bytes.put24(header, 0, 1);
    header[3] = (byte) streamId;
    Bytes.put16(header, 4, lengthField);
    header[6] = (byte) 0x84;
    header[7] = (byte) (both ? 0xC0 : 0x80);
    header[8] = (byte) (header.length - 9);
    stamp(header, 9, both ? 3 : 2, pts90k);
    if (both) {
      stamp(header, 14, 1, dts90k);
    }
    pes.append(header, 0, header.length);
  }

  private static void stamp(byte[] array, int at, int prefix, long ticks90k) {
    array[at] = (byte) (prefix << 4 | (ticks90k >>> 30 & 7) << 1 | 1);
    Bytes.put16(array, at + 1, (int) (ticks90k >>> 15 & 0x7FFF) << 1 | 1);
    Bytes.put16(array, at + 3, (int) (ticks90k & 0x7FFF) << 1 | 1);
  }

  private void writePes(int pid, boolean randomAccess, long pcr90k) {
    boolean clock = pcr90k != NO_PCR;
    int at = 0;
    while (at < pes.length()) {
      boolean first = at == 0;
      startPacket(pid, first);
      // Bytes of the field's flags and content; 0 for no field.
      int content = first && clock ? 7 : first && randomAccess ? 1 : 0;
      int head = TsPacket.HEADER_BYTES + (content == 0 ? 0 : 1 + content);
      int take = Math.min(TsPacket.BYTES - head, pes.length() - at);
      int field = TsPacket.BYTES - TsPacket.HEADER_BYTES - take;
      if (field > 0) {
        packet[3] |= TsPacket.HAS_ADAPTATION;
        adaptationField(field, first && randomAccess, first && clock ? pcr90k : NO_PCR);
      }
      System.arraycopy(pes.array(), at, packet, TsPacket.BYTES - take, take);
      sink.packet(packet, 0);
      at += take;
    }
  }

  /** Writes a field of {@code bytes}, including its length byte. */
  private void adaptationField(int bytes, boolean randomAccess, long pcr90k) {
    packet[4] = (byte) (bytes - 1);
    if (bytes == 1) {
      return;
    }
    Arrays.fill(packet, 6, 4 + bytes, (byte) 0xFF);
    packet[5] = (byte) (randomAccess ? 0x40 : 0);
    if (pcr90k != NO_PCR) {
      packet[5] |= 0x10;
      long base = pcr90k & STAMP_MASK;
      Bytes.put32(packet, 6, (int) (base >>> 1));
      Bytes.put16(packet, 10, (int) (base & 1) << 15 | 0x7E00);
    }
  }

  private void startPacket(int pid, boolean unitStart) {
    packet[0] = TsPacket.SYNC;
    Bytes.put16(packet, 1, (unitStart ? 0x4000 : 0) | pid);
    packet[3] = (byte) (TsPacket.HAS_PAYLOAD | continuity[pid]);
    continuity[pid] = continuity[pid] + 1 & TsPacket.CONTINUITY;
  }
}
