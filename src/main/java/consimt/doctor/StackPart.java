package consimt.doctor;

import java.util.List;

/** A part of the stack, which one package knows by its client. */
public interface StackPart {

    /** By which a finding names it if it does not answer. */
    String name();

    /**
     * What is wrong with it.
     *
     * @throws consimt.runtime.StoreUnavailable if it does not answer
     */
    List<Finding> look();
}
