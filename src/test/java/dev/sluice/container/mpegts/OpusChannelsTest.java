package dev.sluice.container.mpegts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.media.Codec;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Opus audio descriptor: extension tag 0x80, channel_config_code and, for 0x81, its fields. */
class OpusChannelsTest {
  @ParameterizedTest
  @CsvSource({
    // code, channels, streams, playable
    "'', 0, 0, false",
    "00, 2, 1, true",
    "01, 1, 1, true",
    "02, 2, 1, true",
    "03, 3, 2, false",
    "06, 6, 4, false",
    "08, 8, 5, false",
    "09, 0, 0, false",
    "7f, 0, 0, false",
    "80, 2, 2, false",
    "82, 2, 2, false",
    "88, 8, 8, false",
    "89, 0, 0, false",
    // What ffmpeg writes for families that it does not know, such as 255 with two mono streams.
    "ff, 0, 0, false",
    // Explicit: channels, family, then the bits of stream_count_minus_one and further fields.
    "81_01_00, 1, 1, true",
    "81_02_00, 2, 1, true",
    "81_03_00, 0, 0, false",
    // 1 bit: one stream, then 1 bit: coupled.
    "81_02_ff_40, 2, 1, true",
    "81_02_ff_80, 2, 2, false",
    "81_06_01_60, 6, 4, false",
    "81_06_ff_60, 6, 0, false",
    "81_00_ff_00, 0, 0, false",
    "81_02_ff, 0, 0, false",
    "81_02, 0, 0, false",
    "81, 0, 0, false",
  })
  void channelsAndStreams(String config, int channels, int streams, boolean playable) {
    byte[] code = HexFormat.of().parseHex(config.replace("_", ""));
    byte[] descriptor = new byte[3 + code.length];
    descriptor[0] = 0x7F;
    descriptor[1] = (byte) (1 + code.length);
    descriptor[2] = (byte) 0x80;
    System.arraycopy(code, 0, descriptor, 3, code.length);
    StreamDescription read = new StreamDescription(6, descriptor, 0, descriptor.length);
    assertEquals(channels, read.channels());
    assertEquals(streams, read.packetStreams());
    ElementaryStream stream =
        new ElementaryStream(257, 6, Codec.OPUS, read.channels(), read.packetStreams(), "");
    assertEquals(playable, stream.playable());
  }
}
