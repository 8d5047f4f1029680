/** The slate: the picture that viewers see while no source delivers. */
@NullMarked
package dev.sluice.source.slate;

import org.jspecify.annotations.NullMarked;
