package dev.sluice.base.bytes;

/** Memory for buffers that grow with their input. */
public interface ByteBudget {
  /** Refuses nothing. */
  ByteBudget UNLIMITED =
      new ByteBudget() {
        @Override
        public boolean take(int bytes) {
          return true;
        }

        @Override
        public void give(int bytes) {}
      };

  /**
   * Takes memory for a buffer, before it grows.
   *
   * @param bytes more than the buffer has
   * @return false, with nothing taken, if less is left
   */
  boolean take(int bytes);

  /** Gives memory back that was taken. */
  void give(int bytes);
}
