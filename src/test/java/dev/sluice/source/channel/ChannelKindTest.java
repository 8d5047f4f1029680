package dev.sluice.source.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChannelKindTest {
  @ParameterizedTest
  @CsvSource({
    "cam, video/MP2T, MEDIA, cam, -1",
    "cam, '', MEDIA, cam, -1",
    "cam-video, video/mp2t, MEDIA, cam, 0",
    "cam-audio, application/octet-stream, MEDIA, cam, 1",
    "cam-out, audio/mp2t, MEDIA, cam-out, -1",
    "cam, application/json, DATA, cam, -1",
    "cam, application/jsonl; charset=utf-8, DATA, cam, -1",
    "cam, application/x-ndjson, DATA, cam, -1",
    "cam, application/vnd.x+json, DATA, cam, -1",
    "cam-data, application/jsonl, DATA, cam, -1",
    "cam-events, video/MP2T, DATA, cam, -1",
    "cam-control, application/json, CONTROL, cam, -1",
    "cam-control, video/MP2T, CONTROL, cam, -1",
    "cam, text/plain, OTHER, cam, -1",
    "-data, video/MP2T, MEDIA, -data, -1",
    "-control, video/MP2T, MEDIA, -control, -1",
  })
  void nameAndTypeTell(String name, String type, ChannelKind kind, String stream, int part) {
    assertEquals(kind, ChannelKind.of(name, type));
    assertEquals(stream, ChannelKind.streamOf(name));
    assertEquals(part, ChannelKind.part(name));
  }
}
