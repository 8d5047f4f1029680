package dev.sluice.container.mpegts;

import dev.sluice.base.bytes.BudgetPart;
import dev.sluice.base.bytes.ByteBudget;
import dev.sluice.base.bytes.GrowableBytes;
import dev.sluice.media.MuxerHabit;
import java.util.Arrays;

/** Reassembles the PES packets of one PID. */
final class PesAssembler implements PidHandler {
  /** Receives PES packets. */
  interface PesListener {
    void pes(Pes pes);

    /** The assembler presumes its PES packet complete and expects a call of {@link #flush} soon. */
    void presumedComplete(PesAssembler assembler);

    /**
     * The muxer of the PID uses stuffing within PES packets: the {@link FlushRule} is disabled from
     * now on.
     */
    void flushRuleDisabled(int pid);

    /** PES_packet_length of the PID is wrong, and is ignored from now on. */
    void lengthsIgnored(int pid);
  }

  private static final int UNKNOWN = -1;
  private static final int UNBOUNDED = 0;
  private static final int INITIAL_BYTES = 4096;

  /** Muxers that split large access units leave PES_packet_length a little below its limit. */
  private static final int FULL_BYTES = 0xFC00;

  private enum AssemblyState {
    /** Waiting for a payload_unit_start. */
    CLOSED,
    /** Delivered at its stated length. */
    COMPLETE,
    /** At its stated length, with suspect bytes after it. */
    HELD,
    /** Collecting. */
    OPEN,
    /** Collecting, but presumed complete. */
    PRESUMED_COMPLETE,
    /** Delivered as presumed complete; the next unit start will prove it. */
    FLUSHED,
    /** Delivered as presumed complete because of a pause. */
    FLUSHED_IDLE
  }

  private final int pid;
  private final PesListener listener;
  private final TsCounters counters;
  private final ContinuityCounter continuity = new ContinuityCounter();
  private final FlushRule rule;
  private final LengthRule lengths = new LengthRule();
  private final BudgetPart memory;
  private final GrowableBytes bytes;
  private final Pes pes = new Pes();

  private AssemblyState state = AssemblyState.CLOSED;
  private int totalBytes;
  private int damagedAt;
  private int lastPayloadBytes;
  private boolean lost;
  private boolean lostBefore;
  private boolean randomAccess;
  private boolean discontinuity;
  private long arrivalNanos;

  /**
   * @param limitBytes largest PES packet
   * @param budget memory for it, beyond a small one
   */
  PesAssembler(
      int pid,
      int limitBytes,
      MuxerHabit habit,
      ByteBudget budget,
      PesListener listener,
      TsCounters counters) {
    this.pid = pid;
    this.rule = new FlushRule(habit);
    this.listener = listener;
    this.counters = counters;
    this.memory = new BudgetPart(budget);
    this.bytes = new GrowableBytes(INITIAL_BYTES, limitBytes, memory);
  }

  @Override
  public void packet(
      int header, byte[] array, int offset, int length, AdaptationField adaptation, long nowNanos) {
    boolean start = (header & TsPacket.UNIT_START) != 0;
    boolean indicated = adaptation.discontinuity();
    if (indicated) {
      continuity.expectAny();
      endBeforeHole();
    }
    if ((header & TsPacket.HAS_PAYLOAD) != 0) {
      switch (continuity.next(header & TsPacket.CONTINUITY)) {
        case SAME -> {
          if (repeats(array, offset, length)) {
            counters.increment(TsCounter.DUPLICATES);
            return;
          }
          gap();
        }
        case GAP -> gap();
        case NEXT -> {}
      }
      if (start) {
        checkLength();
        finish();
        begin(adaptation);
      }
    }
    // After finish: the indicator belongs to the PES packet that begins here.
    discontinuity |= indicated;
    if (length > 0) {
      payload(array, offset, length, start, adaptation, nowNanos);
    }
  }

  @Override
  public void endSegment() {
    finish();
    continuity.expectAny();
  }

  /** Packets of the PID may be lost although its continuity counter goes on. */
  void lost() {
    gap();
    continuity.expectAny();
  }

  private boolean repeats(byte[] array, int offset, int length) {
    int end = bytes.length();
    return length == lastPayloadBytes
        && length <= end
        && Arrays.equals(array, offset, offset + length, bytes.array(), end - length, end);
  }

  private void gap() {
    counters.increment(TsCounter.CONTINUITY_GAPS);
    if (continuity.mismatch()) {
      counters.increment(TsCounter.CONTINUITY_GIVEN_UP);
    }
    rule.gap();
    if (state == AssemblyState.OPEN || state == AssemblyState.PRESUMED_COMPLETE) {
      damagedAt = Math.min(damagedAt, bytes.length());
      state = AssemblyState.OPEN;
    } else {
      endBeforeHole();
      state = AssemblyState.CLOSED;
      lost = true;
    }
  }

  /** What follows is no evidence about a PES packet that reached its stated length. */
  private void endBeforeHole() {
    if (state == AssemblyState.HELD) {
      finish();
    } else if (state == AssemblyState.COMPLETE) {
      state = AssemblyState.CLOSED;
    }
  }

  /** The next PES packet begins: compares the stated length with the length received. */
  private void checkLength() {
    if (state == AssemblyState.HELD) {
      lengths.notContinued();
    } else if (state == AssemblyState.OPEN
        && totalBytes > 0
        && damagedAt == Integer.MAX_VALUE
        && lengths.tooLarge()) {
      ignoreLengths();
    }
  }

  private void ignoreLengths() {
    totalBytes = UNBOUNDED;
    counters.increment(TsCounter.PES_LENGTHS_IGNORED);
    listener.lengthsIgnored(pid);
  }

  private void begin(AdaptationField adaptation) {
    bytes.clear();
    state = AssemblyState.OPEN;
    totalBytes = UNKNOWN;
    damagedAt = Integer.MAX_VALUE;
    lostBefore = lost;
    lost = false;
    randomAccess = adaptation.randomAccess();
    rule.begin();
  }

  private void payload(
      byte[] array,
      int offset,
      int length,
      boolean start,
      AdaptationField adaptation,
      long nowNanos) {
    lastPayloadBytes = length;
    boolean goesOn = state == AssemblyState.COMPLETE || state == AssemblyState.HELD;
    if (goesOn && lengths.tooSmall()) {
      ignoreLengths();
    }
    if (state != AssemblyState.OPEN
        && state != AssemblyState.PRESUMED_COMPLETE
        && state != AssemblyState.HELD) {
      orphan();
      return;
    }
    state = AssemblyState.OPEN;
    if (!bytes.append(array, offset, length)) {
      counters.increment(TsCounter.OVERSIZE_PES);
      state = AssemblyState.CLOSED;
      return;
    }
    arrivalNanos = nowNanos;
    if (totalBytes == UNKNOWN && bytes.length() >= PesHeader.FIXED_BYTES) {
      totalBytes = PesHeader.totalBytes(bytes.array());
      if (totalBytes == UNKNOWN) {
        counters.increment(TsCounter.BAD_PES);
        state = AssemblyState.CLOSED;
        return;
      }
      if (totalBytes > 0 && lengths.ignored()) {
        totalBytes = UNBOUNDED;
      }
    }
    if (totalBytes > 0) {
      endAtLength();
    } else if (rule.packet(start || goesOn, adaptation.hasStuffing(), nowNanos)) {
      state = AssemblyState.PRESUMED_COMPLETE;
      listener.presumedComplete(this);
    }
    reportIfDisabled();
  }

  private void endAtLength() {
    if (bytes.length() < totalBytes) {
      return;
    }
    if (lengths.suspects(bytes.array(), totalBytes, bytes.length())) {
      state = AssemblyState.HELD;
    } else {
      state = AssemblyState.COMPLETE;
      deliver(totalBytes, false);
    }
  }

  private void orphan() {
    if (state == AssemblyState.CLOSED || state == AssemblyState.COMPLETE) {
      state = AssemblyState.CLOSED;
      counters.increment(TsCounter.ORPHAN_PACKETS);
      return;
    }
    counters.increment(TsCounter.FLUSH_VIOLATIONS);
    rule.violated(state == AssemblyState.FLUSHED_IDLE);
    state = AssemblyState.CLOSED;
    reportIfDisabled();
  }

  private void reportIfDisabled() {
    if (rule.takeDisabled()) {
      counters.increment(TsCounter.FLUSH_HABITS_BROKEN);
      listener.flushRuleDisabled(pid);
    }
  }

  /** Delivers a PES packet that is presumed complete, unless more of it has arrived. */
  void flush() {
    if (state == AssemblyState.PRESUMED_COMPLETE) {
      state = AssemblyState.FLUSHED;
      deliver(bytes.length(), true);
    }
  }

  /**
   * Time at which the open PES packet counts as complete if no more packets arrive; MAX_VALUE for
   * never.
   */
  long idleDeadlineNanos() {
    return state == AssemblyState.OPEN && totalBytes == UNBOUNDED
        ? rule.idleDeadlineNanos()
        : Long.MAX_VALUE;
  }

  /** Delivers the open PES packet if its idle deadline has passed. */
  void idle(long nowNanos) {
    if (nowNanos >= idleDeadlineNanos()) {
      state = AssemblyState.FLUSHED_IDLE;
      deliver(bytes.length(), true);
    }
  }

  /** Delivers the open PES packet: the next one begins, or the stream ends. */
  void finish() {
    AssemblyState before = state;
    state = AssemblyState.CLOSED;
    boolean bounded = totalBytes != UNBOUNDED;
    if (before == AssemblyState.HELD) {
      deliver(totalBytes, false);
      return;
    }
    if (before != AssemblyState.CLOSED && !bounded) {
      rule.end();
    }
    if (before != AssemblyState.OPEN && before != AssemblyState.PRESUMED_COMPLETE) {
      return;
    }
    if (totalBytes == UNKNOWN) {
      counters.increment(TsCounter.BAD_PES);
      return;
    }
    if (bounded) {
      damagedAt = Math.min(damagedAt, bytes.length());
    }
    deliver(bytes.length(), false);
  }

  /** Gives its memory back; nothing is to be called afterwards. */
  void release() {
    memory.close();
  }

  /** The state must be set before the call: the listener may call {@link #flush}. */
  private void deliver(int length, boolean early) {
    if (!PesHeader.read(bytes.array(), length, pes, counters)) {
      return;
    }
    pes.pid = pid;
    pes.damaged = damagedAt <= length;
    pes.lostBefore = lostBefore;
    pes.intactLength = Math.clamp((long) damagedAt - pes.offset, 0, pes.length);
    pes.randomAccess = randomAccess;
    pes.discontinuity = discontinuity;
    pes.early = early;
    pes.full = totalBytes >= FULL_BYTES;
    pes.bounded = totalBytes > 0;
    pes.arrivalNanos = arrivalNanos;
    discontinuity = false;
    counters.increment(TsCounter.PES);
    if (pes.damaged) {
      counters.increment(TsCounter.DAMAGED_PES);
    }
    if (early) {
      counters.increment(TsCounter.EARLY_FLUSHES);
    }
    listener.pes(pes);
  }
}
