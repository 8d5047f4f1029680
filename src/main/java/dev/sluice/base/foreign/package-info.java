/** What users of the foreign-function API share: folders of system libraries, socket addresses. */
@NullMarked
package dev.sluice.base.foreign;

import org.jspecify.annotations.NullMarked;
