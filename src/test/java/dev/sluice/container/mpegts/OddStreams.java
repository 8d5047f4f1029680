package dev.sluice.container.mpegts;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.base.bytes.GrowableBytes;
import dev.sluice.codec.annexb.NalIndex;
import dev.sluice.codec.h264.NalType;
import dev.sluice.media.Codec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Makes the transport streams that ffmpeg cannot write, from those that it can. {@code ts/make.sh}
 * calls it with their folder.
 */
final class OddStreams {
  private static final int PMT_PID = 0x1000;
  private static final int VIDEO_PID = 0x100;
  private static final int SOUND_PID = 0x101;
  private static final int KLV_PID = 0x102;
  private static final int ID3_PID = 0x103;
  private static final int SCTE35_PID = 0x104;
  private static final int CLOCK_PID = 0x1F0;
  private static final int VIDEO = 0xE0;
  private static final int PRIVATE = 0xBD;
  private static final int METADATA = 0xFC;
  private static final ElementaryStream H264 = new ElementaryStream(VIDEO_PID, 0x1B, Codec.H264, 0);
  private static final ElementaryStream OPUS = new ElementaryStream(SOUND_PID, 6, Codec.OPUS, 1);
  private static final ElementaryStream AAC = new ElementaryStream(SOUND_PID, 15, Codec.AAC, 0);

  private final Path folder;

  private OddStreams(Path folder) {
    this.folder = folder;
  }

  public static void main(String[] arguments) throws IOException {
    OddStreams odd = new OddStreams(Path.of(arguments[0]));
    odd.write("h264-bare", odd.bare());
    odd.write("h264-two-in-one-pes", odd.twoInOnePes());
    odd.write("h264-middle", odd.middle());
    odd.write("h264-data", odd.data());
    odd.write("h264-tracks-change", odd.tracksChange());
    odd.write("h264-opus-204", odd.parity());
    odd.write("h264-opus-damaged", odd.damaged());
    odd.write("h264-stamps-zero", odd.stampsZero());
    odd.write("h264-no-dts", odd.noDecodingTimes());
  }

  private void write(String name, byte[] stream) throws IOException {
    Files.write(folder.resolve(name + ".ts"), stream);
  }

  private byte[] file(String name) throws IOException {
    return Files.readAllBytes(folder.resolve(name + ".ts"));
  }

  private List<Collected.Unit> units(String name) throws IOException {
    Collected collected = new Collected().feed(file(name));
    collected.demuxer.end(0);
    return collected.units;
  }

  /** No delimiters, start codes of three bytes, slices, filler data, an end of sequence. */
  private byte[] bare() throws IOException {
    TsBytes out = new TsBytes();
    List<Collected.Unit> pictures = units("h264-slices");
    for (int i = 0; i < pictures.size(); i++) {
      tables(out, i, H264);
      GrowableBytes bare = new GrowableBytes(0, 1 << 20);
      NalIndex units = new NalIndex();
      byte[] picture = pictures.get(i).payload();
      units.scan(picture, 0, picture.length);
      for (int n = 0; n < units.count(); n++) {
        if (NalType.of(units, n) != NalType.AUD) {
          bare.append(new byte[] {0, 0, 1}, 0, 3);
          bare.append(picture, units.offset(n), units.length(n));
        }
      }
      byte[] filler = {0, 0, 1, NalType.FILLER, -1, -1, -1, (byte) 0x80};
      bare.append(filler, 0, filler.length);
      if (i == pictures.size() - 1) {
        bare.append(new byte[] {0, 0, 1, NalType.END_OF_SEQUENCE}, 0, 4);
      }
      picture(out, pictures.get(i), bare.toByteArray());
    }
    return out.toByteArray();
  }

  private byte[] twoInOnePes() throws IOException {
    TsBytes out = new TsBytes();
    List<Collected.Unit> pictures = units("h264-slices");
    for (int i = 0; i + 1 < pictures.size(); i += 2) {
      tables(out, i, H264);
      byte[] first = pictures.get(i).payload();
      byte[] second = pictures.get(i + 1).payload();
      byte[] both = Arrays.copyOf(first, first.length + second.length);
      System.arraycopy(second, 0, both, first.length, second.length);
      picture(out, pictures.get(i), both);
    }
    return out.toByteArray();
  }

  /** Starts in the middle of a packet, long after the only IDR picture. */
  private byte[] middle() throws IOException {
    byte[] file = file("h264-intra-refresh");
    return Arrays.copyOfRange(file, file.length / 3 / 188 * 188 + 77, file.length);
  }

  /** KLV, ID3 and SCTE-35 beside video; a program map of two packets; a PID for the PCR alone. */
  private byte[] data() throws IOException {
    TsBytes out = new TsBytes();
    byte[] map = longMap();
    List<Collected.Unit> pictures = units("h264-slices");
    for (int i = 0; i < pictures.size(); i++) {
      Collected.Unit picture = pictures.get(i);
      out.section(0, PsiSections.pat(1, PMT_PID, 0)).section(PMT_PID, map);
      byte[] clock = clock(picture.dts() - 9000);
      out.packet(CLOCK_PID, false, 0x10, clock, new byte[0]);
      pes(out, VIDEO_PID, pes(VIDEO, picture, picture.payload()));
      if (i % 5 == 0) {
        byte[] klv = "\u0006\u000e+4 a row of KLV".getBytes(StandardCharsets.ISO_8859_1);
        pes(out, KLV_PID, pes(PRIVATE, picture, klv));
        pes(
            out,
            ID3_PID,
            pes(METADATA, picture, "ID3\u0004 a title".getBytes(StandardCharsets.US_ASCII)));
        byte[] cue = PsiSections.pat(1, 16, 0);
        cue[0] = (byte) 0xFC;
        out.section(SCTE35_PID, cue);
      }
    }
    return out.toByteArray();
  }

  private static byte[] longMap() {
    GrowableBytes body = new GrowableBytes(64, 1000);
    stream(body, 0x1B, VIDEO_PID, new byte[0]);
    stream(body, 0x06, KLV_PID, registration("KLVA"));
    byte[] metadata = {0x26, 13, -1, -1, 'I', 'D', '3', ' ', -1, 'I', 'D', '3', ' ', 0, 0x0F};
    stream(body, 0x15, ID3_PID, metadata);
    stream(body, 0x86, SCTE35_PID, registration("CUEI"));
    // User private descriptors make the map longer than a packet.
    byte[] privately = new byte[122];
    privately[0] = (byte) 0xF0;
    privately[1] = 120;
    stream(body, 0x06, 0x105, privately);
    stream(body, 0x06, 0x106, privately);
    byte[] map = PsiSections.pmt(new ProgramMap(1, PMT_PID, CLOCK_PID, List.of()), 0);
    byte[] whole = Arrays.copyOf(map, map.length + body.length());
    System.arraycopy(body.array(), 0, whole, map.length - 4, body.length());
    Bytes.put16(whole, 1, 0xB000 | (whole.length - 3));
    Bytes.put32(whole, whole.length - 4, Crc32Mpeg2.of(whole, 0, whole.length - 4));
    return whole;
  }

  private static byte[] registration(String format) {
    byte[] text = format.getBytes(StandardCharsets.US_ASCII);
    return new byte[] {5, 4, text[0], text[1], text[2], text[3]};
  }

  private static void stream(GrowableBytes body, int type, int pid, byte[] descriptors) {
    byte[] head = new byte[5];
    head[0] = (byte) type;
    Bytes.put16(head, 1, 0xE000 | pid);
    Bytes.put16(head, 3, 0xF000 | descriptors.length);
    body.append(head, 0, 5);
    body.append(descriptors, 0, descriptors.length);
  }

  /** Video alone; with Opus; without; with another codec on the PID of the audio. */
  private byte[] tracksChange() throws IOException {
    TsBytes out = new TsBytes();
    List<Collected.Unit> pictures = units("h264-slices");
    List<Collected.Unit> sounds = units("opus");
    long shift = pictures.getFirst().pts() - sounds.getFirst().pts();
    for (int i = 0; i < pictures.size(); i++) {
      int phase = i / 4;
      switch (phase) {
        case 1 -> tables(out, phase, H264, OPUS);
        case 3 -> tables(out, phase, H264, AAC);
        default -> tables(out, phase, H264);
      }
      Collected.Unit picture = pictures.get(i);
      picture(out, picture, picture.payload());
      for (Collected.Unit sound : sounds) {
        long pts = sound.pts() + shift;
        if (phase == 1 && pts >= picture.pts() && pts < picture.pts() + 6000) {
          Collected.Unit at = new Collected.Unit(SOUND_PID, pts, pts, false, false, new byte[0]);
          pes(out, SOUND_PID, pes(PRIVATE, at, sound.payload()));
        }
      }
    }
    return out.toByteArray();
  }

  private byte[] parity() throws IOException {
    byte[] file = Arrays.copyOf(file("h264-opus-single"), 188 * 120);
    byte[] longer = new byte[file.length / 188 * 204];
    // Some of the bytes look like the start of a packet.
    new Random(204).nextBytes(longer);
    for (int i = 190; i < longer.length; i += 5 * 204) {
      longer[i] = TsPacket.SYNC;
    }
    for (int i = 0; i < file.length / 188; i++) {
      System.arraycopy(file, 188 * i, longer, 204 * i, 188);
    }
    return longer;
  }

  /** Lost, duplicate, broken, scrambled and null packets, and bytes between packets. */
  private byte[] damaged() throws IOException {
    byte[] file = file("h264-opus-single");
    TsBytes out = new TsBytes();
    for (int at = 0; at < file.length; at += 188) {
      out.raw(Arrays.copyOfRange(file, at, at + 188));
      switch (at / 188 % 97) {
        case 30 -> out.lose();
        case 40, 41 -> out.again();
        case 50 -> out.mark(1, 0x80);
        case 60 -> out.mark(3, 0x80);
        case 70 -> out.packet(TsPacket.PID_NULL, false, 0, new byte[0], new byte[184]);
        case 80 -> out.raw("rubbish".getBytes(StandardCharsets.US_ASCII));
        default -> {}
      }
    }
    return out.toByteArray();
  }

  private byte[] stampsZero() throws IOException {
    TsBytes out = new TsBytes();
    List<Collected.Unit> pictures = units("h264-slices");
    for (int i = 0; i < pictures.size(); i++) {
      tables(out, 0, H264);
      byte[] payload = pictures.get(i).payload();
      picture(out, new Collected.Unit(VIDEO_PID, 0, 0, false, false, payload), payload);
    }
    return out.toByteArray();
  }

  /** B-frames whose PES packets have PTS only. */
  private byte[] noDecodingTimes() throws IOException {
    TsBytes out = new TsBytes();
    for (Collected.Unit unit : units("h264-bframes")) {
      tables(out, 0, H264);
      long pts = unit.pts();
      picture(
          out, new Collected.Unit(VIDEO_PID, pts, pts, false, false, new byte[0]), unit.payload());
    }
    return out.toByteArray();
  }

  private static void tables(TsBytes out, int version, ElementaryStream... streams) {
    ProgramMap map = new ProgramMap(1, PMT_PID, VIDEO_PID, List.of(streams));
    out.section(0, PsiSections.pat(1, PMT_PID, 0));
    out.section(PMT_PID, PsiSections.pmt(map, version & 31));
  }

  private static void picture(TsBytes out, Collected.Unit stamps, byte[] payload) {
    pes(out, VIDEO_PID, pes(VIDEO, stamps, payload));
  }

  /** Video PES packets without PES_packet_length. */
  private static byte[] pes(int streamId, Collected.Unit stamps, byte[] payload) {
    boolean both = stamps.pts() != stamps.dts();
    byte[] pes = new byte[(both ? 19 : 14) + payload.length];
    int header = pes.length - payload.length;
    Bytes.put24(pes, 0, 1);
    pes[3] = (byte) streamId;
    Bytes.put16(pes, 4, streamId == VIDEO ? 0 : pes.length - 6);
    pes[6] = (byte) 0x84;
    pes[7] = (byte) (both ? 0xC0 : 0x80);
    pes[8] = (byte) (header - 9);
    stamp(pes, 9, both ? 3 : 2, stamps.pts());
    if (both) {
      stamp(pes, 14, 1, stamps.dts());
    }
    System.arraycopy(payload, 0, pes, header, payload.length);
    return pes;
  }

  private static void stamp(byte[] array, int at, int prefix, long ticks) {
    array[at] = (byte) (prefix << 4 | (ticks >>> 30 & 7) << 1 | 1);
    Bytes.put16(array, at + 1, (int) (ticks >>> 15 & 0x7FFF) << 1 | 1);
    Bytes.put16(array, at + 3, (int) (ticks & 0x7FFF) << 1 | 1);
  }

  private static void pes(TsBytes out, int pid, byte[] pes) {
    for (int at = 0; at < pes.length; at += 184) {
      int end = Math.min(pes.length, at + 184);
      out.payload(pid, at == 0, Arrays.copyOfRange(pes, at, end));
    }
  }

  private static byte[] clock(long ticks90k) {
    byte[] clock = new byte[6];
    long base = ticks90k & ((1L << 33) - 1);
    Bytes.put32(clock, 0, (int) (base >>> 1));
    Bytes.put16(clock, 4, (int) (base & 1) << 15 | 0x7E00);
    return clock;
  }
}
