package consimt.bench;

import io.quarkus.funqy.Funq;

/** Does nothing. */
public class Empty {

    @Funq
    public String empty(String what) {
        return what;
    }
}
