package dev.sluice.container.mpegts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.codec.annexb.NalIndex;
import dev.sluice.codec.h264.AccessUnitWalk;
import dev.sluice.codec.h264.ParameterSets;
import dev.sluice.codec.h264.Sei;
import dev.sluice.codec.h264.SpsInfo;
import dev.sluice.codec.opus.OpusFrames;
import dev.sluice.media.Codec;
import dev.sluice.media.TrackFormat;
import java.util.HexFormat;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** Parsers under arbitrary and mutated bytes: none throws, none reads past its range. */
class ParserFuzzTest {
  private static final byte[] SPS =
      HexFormat.of().parseHex("6764000bacd942847e5c0440000003004000000783c50a65");

  @Property(tries = 2000)
  void sections(@ForAll @Size(max = 300) byte[] bytes, @ForAll long seed) {
    Collected collected = new Collected();
    byte[] pat = PsiSections.pat(1, 4096, 0);
    collected.feed(new TsBytes().section(0, pat));
    byte[] section = bytes.length < 4 ? new byte[4] : bytes.clone();
    section[0] = 2;
    int length = section.length - 3;
    section[1] = (byte) (0xB0 | length >> 8);
    section[2] = (byte) length;
    // With a right CRC, so that the parser gets to see it.
    if (section.length > 12) {
      int crc = Crc32Mpeg2.of(section, 0, section.length - 4);
      dev.sluice.base.bytes.Bytes.put32(section, section.length - 4, crc);
      collected.feed(new TsBytes().section(4096, section));
      PmtSection.parse(4096, section, 0, section.length - 4);
    }
    assertTrue(collected.maps.size() <= 1, "seed " + seed);
  }

  @Property(tries = 2000)
  void byteStream(@ForAll @Size(max = 600) byte[] bytes, @ForAll boolean sparse) {
    byte[] stream = bytes.clone();
    for (int i = 0; i < stream.length; i++) {
      // Many start codes, as arbitrary bytes hardly ever have.
      stream[i] = sparse && stream[i] < 64 ? (byte) (stream[i] & 1) : stream[i];
    }
    NalIndex index = new NalIndex();
    index.scan(stream, 0, stream.length);
    int last = 0;
    for (int i = 0; i < index.count(); i++) {
      assertTrue(index.offset(i) >= last && index.length(i) > 0);
      last = index.offset(i) + index.length(i);
      assertTrue(last <= stream.length);
      Sei.hasRecoveryPoint(stream, index.offset(i), index.length(i));
    }
    AccessUnitWalk walk = new AccessUnitWalk();
    int first = AccessUnitWalk.firstStart(index);
    walk.reset(index, first);
    int at = first;
    while (walk.next()) {
      assertEquals(at, walk.from());
      at = walk.to();
    }
    assertEquals(index.count(), at);
  }

  @Property(tries = 5000)
  void parameterSets(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] sps = java.util.Arrays.copyOf(SPS, random.nextInt(SPS.length + 20));
    for (int i = random.nextInt(6); i > 0 && sps.length > 1; i--) {
      sps[1 + random.nextInt(sps.length - 1)] ^= (byte) (1 << random.nextInt(8));
    }
    SpsInfo info = SpsInfo.read(sps);
    if (info != null) {
      assertTrue(info.widthPixels() > 0 && info.heightPixels() > 0 && info.frameTicks90k() >= 0);
      assertTrue(info.maxReorderFrames() >= SpsInfo.UNKNOWN && info.maxReorderFrames() <= 16);
    }
    ParameterSets sets = new ParameterSets(TrackFormat.of(Codec.H264).build());
    sets.add(sps, 0, sps.length);
    if (sets.takeChange()) {
      assertTrue(sets.format(true).complete());
    }
  }

  @Property(tries = 2000)
  void opusHeaders(@ForAll @Size(max = 400) byte[] bytes) {
    byte[] payload = bytes.clone();
    if (payload.length > 1) {
      payload[0] = 0x7F;
      payload[1] |= (byte) 0xE0;
    }
    OpusFrames frames = new OpusFrames();
    OpusAccessUnits units = new OpusAccessUnits();
    units.reset(payload, 0, payload.length);
    int last = 0;
    while (units.next()) {
      assertTrue(units.offset() >= last && units.length() >= 0);
      last = units.offset() + units.length();
      assertTrue(last <= payload.length);
      if (frames.read(payload, units.offset(), units.length())) {
        for (int frame = 0; frame < frames.count(); frame++) {
          assertTrue(frames.offset(frame) >= units.offset() && frames.length(frame) >= 0);
          assertTrue(frames.offset(frame) + frames.length(frame) <= last);
        }
      }
    }
  }
}
