package consimt.notice.delivery;

import consimt.business.Business.Notices;
import consimt.notice.post.Reply;

/** Sends one signed notice. */
@FunctionalInterface
public interface NoticeSender {

    /**
     * @param id unique, and the same at each try
     * @throws consimt.runtime.StoreUnavailable if the secret cannot be read
     */
    Reply send(Notices to, String id, String body);
}
