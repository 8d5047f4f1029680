package dev.sluice.net.udp;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** Returns configured errors, and records accepted messages: offset, length, segment size. */
final class FakeKernel implements MessageSender {
  private final Queue<Integer> answers = new ArrayDeque<>();
  private final String[] messages = new String[MESSAGES];

  final List<String> taken = new ArrayList<>();
  int calls;

  /** The result of each message in order: 0, or an errno. */
  void answers(int... errors) {
    for (int error : errors) {
      answers.add(error);
    }
  }

  @Override
  public void put(
      int number, MemorySegment to, MemorySegment data, long offset, int length, int segmentBytes) {
    messages[number] = offset + "+" + length + (segmentBytes == 0 ? "" : "/" + segmentBytes);
  }

  /** Like the kernel: an error after accepted messages is reported by the next call. */
  @Override
  public int send(int count) {
    calls++;
    for (int sent = 0; sent < count; sent++) {
      int error = answers.isEmpty() ? 0 : answers.peek();
      if (error != 0 && sent > 0) {
        return sent;
      }
      answers.poll();
      if (error != 0) {
        return -error;
      }
      taken.add(messages[sent]);
    }
    return count;
  }
}
