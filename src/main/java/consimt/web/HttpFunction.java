package consimt.web;

/** A function that speaks HTTP itself. */
public interface HttpFunction {

    /** The name under which it is deployed, and its path. */
    String name();

    HttpAnswer answer(HttpCall call);
}
