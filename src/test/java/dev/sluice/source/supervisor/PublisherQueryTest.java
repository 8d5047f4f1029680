package dev.sluice.source.supervisor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublisherQueryTest {
  @ParameterizedTest
  @CsvSource({
    "'', ''",
    "streamId=7&params=%7B%7D, streamId=7&params=%7B%7D",
    "token=secret-1&a=b, a=b",
    "a=b&token=secret-1, a=b",
    "a=b&token, a=b",
    "a=b&%74oken=secret-1&c, a=b&c",
    "a=b&t%oken=secret-1, a=b",
    "tokens=1&, tokens=1"
  })
  void theTokenIsLeftOut(String query, String passedOn) {
    assertEquals(passedOn, PublisherQuery.of(query));
  }

  @Test
  void controlCharactersAreLeftOutWithTheirParameter() {
    assertEquals("a=b&d", PublisherQuery.of("a=b&c=\0&\n=1&d"));
  }

  @Test
  void aLongQueryIsLeftOut() {
    assertEquals("", PublisherQuery.of("a=" + "b".repeat(PublisherQuery.MAX_CHARACTERS)));
  }
}
