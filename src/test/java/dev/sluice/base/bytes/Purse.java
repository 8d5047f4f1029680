package dev.sluice.base.bytes;

/** A budget of 1000 bytes. */
final class Purse implements ByteBudget {
  int left = 1000;

  @Override
  public boolean take(int bytes) {
    if (bytes > left) {
      return false;
    }
    left -= bytes;
    return true;
  }

  @Override
  public void give(int bytes) {
    left += bytes;
  }
}
