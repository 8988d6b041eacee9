// Made from schemas/openapi.yaml by `npm run generate`. Change the description, not this file.
export interface paths {
    "/v1/quotes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Price a cart for an address
         * @description Answers every shipping option with six components for each line, and why each is what it is. Uses up no code.
         */
        post: operations["createQuote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/validations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check a document
         * @description Takes the document as it is, with its own content type, and says everything that is wrong with it, each fault with its place.
         *     A document with faults is a good question: the answer is 200 with `valid: false`.
         */
        post: operations["createValidation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/carts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start a checkout
         * @description Takes a cart and answers the address that the buyer is sent to. The cart brings no tables of its own: each amount comes from its callback,
         *     where it asks for one, else from the settings. Every POST starts a checkout of its own; the same Idempotency-Key and body get the first answer.
         */
        post: operations["createCart"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/checkouts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What became of a cart
         * @description The cart as it was read and the state of its checkout. Of the buyer it says nothing; an order does.
         */
        get: operations["getCheckout"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Find orders, newest first */
        get: operations["listOrders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One order, with the reason of every amount
         * @description Lines with six components and why each is what it is, where shipping, promotions and tax came from (with the cause of a fallback and both clocks of the
         *     call), payment, shipments, refunds, what can still be refunded, and everything that happened.
         */
        get: operations["getOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/shipments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The shipments of an order */
        get: operations["listShipments"];
        put?: never;
        /**
         * Confirm a shipment
         * @description Takes units out of the order and captures what they cost; without `lines`, all that are open. The same units, day and tracking number told again are
         *     the first shipment again (200, `already`), whoever told it first. Where no day is told, an equal tracking number is enough.
         *     Refused with ORDER_PENDING before the order is ready to ship, with ORDER_UNITS_CLOSED for units that are not open, and with
         *     ORDER_PAYMENT_PROBLEM while a refused capture is not solved.
         */
        post: operations["createShipment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/shipments/{shipmentId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change tracking
         * @description Replaces carrier, service, tracking number and, where it is told, the day. Units and amounts of a shipment never change. With an `Idempotency-Key` a
         *     change that was sent again after a lost answer does not undo a later one.
         */
        put: operations["changeShipment"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/cancellations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel units
         * @description Cancels units that are open; without `lines`, all of them. They are never captured. An order of which nothing was shipped and nothing is open any more
         *     is cancelled as a whole. What a gateway captured of them with the first shipment is refunded by itself.
         */
        post: operations["createCancellation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/refunds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The refunds of an order */
        get: operations["listRefunds"];
        put?: never;
        /**
         * Give money back
         * @description By units that came back, by money of price and shipping, by stated components, or as a concession for the whole order; only of what was captured, and
         *     never above what remains. Promotions and taxes follow from what was charged. It is reserved now and asked of the gateway ten minutes later; until
         *     then it can be undone. There is no `already` here: use an Idempotency-Key.
         */
        post: operations["createRefund"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/refunds/{refundId}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Undo a refund
         * @description Takes a refund back before the gateway is asked for it. Twice is once.
         */
        post: operations["undoRefund"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/payment/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try the payment again
         * @description Asks the gateway once more for what it refused: the capture of a shipment, or to hold the money longer. The problem stands until it says yes; nothing more is
         *     shipped until then. `already`: the payment has no problem.
         */
        post: operations["retryPayment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/shipments/{shipmentId}/collected": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say that you have the money of a shipment
         * @description For invoices, transfers and cash, which no gateway moves: what the shipment captures counts as captured from now on and can be refunded. Twice is once.
         */
        post: operations["confirmCollected"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/refunds/{refundId}/paid": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say that you paid a refund back
         * @description For invoices, transfers and cash, which no gateway moves. Twice is once.
         */
        post: operations["confirmPaidBack"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/chargebacks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The chargebacks of an order */
        get: operations["listChargebacks"];
        put?: never;
        /**
         * Play a chargeback
         * @description In the sandbox: the bank of the buyer takes back what is left of lines. In the live environment only the gateway tells of chargebacks.
         */
        post: operations["openChargeback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/chargebacks/{chargebackId}/outcome": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Win or lose a chargeback
         * @description In the sandbox: what is won comes back and can be refunded again. The same outcome twice is once.
         */
        post: operations["endChargeback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/orders/{id}/ledger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The ledger of an order
         * @description Every movement of money as a posting whose rows sum to 0. What the account `buyer` has is captured less refunded less charged back. Authorisations are no
         *     postings.
         */
        get: operations["getLedger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Pull events
         * @description Everything that happened, in an order that never changes: ask again with `next` as `after`. Positions are given after the commit, so that nothing
         *     appears later before what you have read.
         */
        get: operations["listEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/endpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where events are sent */
        get: operations["listEndpoints"];
        put?: never;
        /**
         * Send events to an address
         * @description As classic order notifications or as webhooks, from now on. The secret of a webhook is in this answer and in no other. Two endpoints at one address are
         *     refused, whatever their formats: the store would get every order twice.
         */
        post: operations["createEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/endpoints/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One endpoint, and how it does */
        get: operations["getEndpoint"];
        /**
         * Change an endpoint
         * @description What is left out goes back to its default, but for the access key: a store that knows one key must learn of another before that signs. With If-Match,
         *     only if nobody changed it in the meantime.
         */
        put: operations["putEndpoint"];
        post?: never;
        /**
         * Delete an endpoint
         * @description With the deliveries to it, sent or not. Events and exchanges stay.
         */
        delete: operations["deleteEndpoint"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/endpoints/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test
         * @description Something that is no order, in the format of the endpoint and signed like everything else. The delivery says how it went.
         */
        post: operations["testEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/endpoints/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replace the secret of a webhook
         * @description For 24 hours the secret before signs as well.
         */
        post: operations["rotateEndpointSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/endpoints/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hold everything back
         * @description Nothing is sent before it is resumed, and nothing is lost.
         */
        post: operations["pauseEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/endpoints/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Go on
         * @description Also after a 410 switched the endpoint off; what it missed by then is sent by a recovery.
         */
        post: operations["resumeEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/endpoints/{id}/recover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send again what did not arrive
         * @description Everything since then that was parked, given up, switched off or is being retried; not what a person skipped. Each order in its order, as fast as the endpoint takes it. What is expired (`DELIVERY_EXPIRED`) is counted and left out; where nothing else is left the recovery is refused. Pause the endpoint to stop it.
         */
        post: operations["recoverEndpoint"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/endpoints/{id}/reconciliation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the store should have, against what it has
         * @description Events that are missing at an endpoint, that arrived twice or may have, and that the store says it got otherwise than they were sent.
         */
        get: operations["reconcileEndpoint"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/endpoints/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was sent to an endpoint, newest first */
        get: operations["listDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deliveries/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One delivery with its attempts */
        get: operations["getDelivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deliveries/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send it now
         * @description With a new plan of retries, whatever became of it, even after it arrived. The body and the ids stay the same; 30 days after it was first sent the body is deleted, and this is refused, `DELIVERY_EXPIRED`.
         */
        post: operations["retryDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deliveries/{id}/skip": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Do not send it any more
         * @description What waits behind it for its order goes on, and tells of the gap.
         */
        post: operations["skipDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/clock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the clock */
        get: operations["getClock"];
        put?: never;
        /**
         * Move the clock of a sandbox ahead
         * @description By a duration or to a moment, never back. Windows of buyers, the 30 days of orders, ship dates, times of events and plans of retries go by it and end
         *     within a second; signatures, mails and the times of exchanges stay real.
         */
        post: operations["moveClock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/exchanges": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Find exchanges, newest first */
        get: operations["listExchanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/exchanges/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One exchange with both its messages, masked */
        get: operations["getExchange"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settings/shipping": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shipping methods */
        get: operations["getShippingSettings"];
        /**
         * Replace the shipping methods
         * @description The version before is kept. With If-Match, only if nobody changed them in the meantime.
         */
        put: operations["putShippingSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settings/taxes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tax rules */
        get: operations["getTaxSettings"];
        /**
         * Replace the tax rules
         * @description Up to 16 MiB, which is more than 50,000 rules. The version before is kept.
         */
        put: operations["putTaxSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settings/promotions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Promotions */
        get: operations["getPromotionSettings"];
        /** Replace the promotions */
        put: operations["putPromotionSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settings/policies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Policies that differ from their default */
        get: operations["getPolicies"];
        /** Replace the policies */
        put: operations["putPolicies"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settings/shop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What buyers read of the shop */
        get: operations["getShop"];
        /**
         * Replace what buyers read of the shop
         * @description A logo and the texts behind the links at the foot of every checkout page. The version before is kept. With If-Match, only if nobody changed them in the
         *     meantime.
         */
        put: operations["putShop"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/checkout/{merchantId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example A0DEMO0DEMO0D */
                merchantId: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin a checkout with a posted cart
         * @description The form of a shop's checkout button, posted by the buyer's browser: an XML cart in `order-input`, or the fields of an HTML cart. Checked, in this
         *     order: size, method, content type, form fields, merchant, key, signature, XML, schema, meaning, expiry. A good one sends the browser on to its
         *     checkout; a refused one gets a page with kind words and a way back, its code in `Cartwright-Code`, and the merchant finds the fault in the error console.
         */
        post: operations["takeCart"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sandbox/checkout/{merchantId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example A0DEMO0DEMO0D */
                merchantId: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The same with test keys and test money */
        post: operations["takeSandboxCart"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/callbacks/{merchantId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example A0DEMO0DEMO0D */
                merchantId: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answer a calculation callback
         * @description The classic form post. It phrases its own refusals; what is checked, in this order: size, method, content type, form fields, merchant, key,
         *     freshness, signature, body signature, replay, XML, schema, meaning. An `OrderCalculationsError` in either field is recorded and answered empty.
         */
        post: operations["answerCallback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sandbox/callbacks/{merchantId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example A0DEMO0DEMO0D */
                merchantId: string;
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The same in the sandbox, with sandbox keys */
        post: operations["answerSandboxCallback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/help": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every error code */
        get: operations["listHelp"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/help/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What an error code means and what to do about it */
        get: operations["getHelp"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/schemas/{path}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The schemas, such as /schemas/2009-05-15/callback.xsd */
        get: operations["getSchema"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the process runs */
        get: operations["isAlive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether requests can be answered
         * @description The database takes writes, its migrations are done, and the disk has room.
         */
        get: operations["isReady"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Counters in the Prometheus text format
         * @description From this machine, or with `Authorization` and the token of CARTWRIGHT_METRICS_TOKEN.
         */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description RFC 9457. `code` is stable; `help` explains it. */
        Problem: {
            type: string;
            title: string;
            status: number;
            detail: string;
            code: string;
            help: string;
            instance?: string;
            exchange?: string;
            faults?: components["schemas"]["Fault"][];
        };
        QuoteBody: {
            cart: {
                /** @description ISO 4217, such as USD */
                currency: string;
                clientRequestId?: string;
                items: components["schemas"]["QuoteItem"][];
            };
            address: components["schemas"]["Address"];
            codes?: string[];
            /**
             * @description Price as that wire format can say it; left out, 2009-05-15.
             * @enum {string}
             */
            as?: "2009-05-15" | "2008-11-30";
        };
        Quote: {
            currency: string;
            options: {
                methodId: string | null;
                serviceLevel: string | null;
                label: string;
                lines: components["schemas"]["QuoteLine"][];
                totals: components["schemas"]["Components"];
                total: components["schemas"]["Amount"];
            }[];
            sources: {
                shipping: components["schemas"]["Source"];
                promotions: components["schemas"]["Source"];
                tax: components["schemas"]["Source"];
            };
            warnings: components["schemas"]["Fault"][];
        };
        Validation: {
            kind: string;
            namespace: string | null;
            valid: boolean;
            faults: components["schemas"]["Fault"][];
        };
        ExchangeList: {
            items: components["schemas"]["Exchange"][];
            next: string | null;
        };
        ExchangeDetail: components["schemas"]["Exchange"] & {
            request: components["schemas"]["Message"];
            response: components["schemas"]["Message"];
            steps: components["schemas"]["Step"][];
            signature?: components["schemas"]["Signature"];
            calculation: components["schemas"]["Calculation"][];
            remote?: string;
        };
        /** @description Any of them; `type` tells which. */
        WebhookEvent: components["schemas"]["OrderCreated"] | components["schemas"]["OrderReadyToShip"] | components["schemas"]["OrderCancelled"] | components["schemas"]["OrderUnitsCancelled"] | components["schemas"]["OrderCancelAsked"] | components["schemas"]["OrderExpiring"] | components["schemas"]["OrderPaymentProblem"] | components["schemas"]["ShipmentConfirmed"] | components["schemas"]["ShipmentUpdated"] | components["schemas"]["RefundIssued"] | components["schemas"]["RefundSettled"] | components["schemas"]["RefundRefused"] | components["schemas"]["RefundUndone"] | components["schemas"]["ChargebackOpened"] | components["schemas"]["ChargebackWon"] | components["schemas"]["ChargebackLost"] | components["schemas"]["EndpointTest"];
        QuoteItem: {
            id?: string;
            sku: string;
            title: string;
            /** @description a decimal string in major units with at most 6 places, such as "12.50" */
            price: string;
            quantity: number;
            weight?: {
                /** @description a decimal string above 0 with at most 6 places, such as "0.75"; leave weight out if there is none */
                amount: string;
                /** @enum {string} */
                unit: "lb" | "oz" | "kg" | "g";
            };
            category?: string;
        };
        Address: {
            line1?: string;
            line2?: string;
            line3?: string;
            city?: string;
            state?: string;
            postalCode?: string;
            country?: string;
        };
        /** @description One thing wrong with a document, with its place and the remedy. */
        Fault: {
            /** @example quantity-positive */
            rule: string;
            /** @enum {string} */
            severity: "error" | "warning";
            /** @description The form field or the settings document that it is in. */
            field?: string;
            /** @description Local names under the root: `Cart/Items/Item[2]/Quantity`. */
            path?: string;
            /** @description JSON pointer into the body. */
            pointer?: string;
            line?: number;
            /** @description In code points. */
            column?: number;
            length?: number;
            expected?: string;
            got?: string;
            message: string;
            help?: string;
        };
        /** @description Minor units of the quote's currency. */
        Amount: number;
        QuoteLine: {
            itemId: string;
            sku: string;
            principal: components["schemas"]["Amount"];
            principalPromo: components["schemas"]["Amount"];
            shipping: components["schemas"]["Amount"];
            shippingPromo: components["schemas"]["Amount"];
            tax: components["schemas"]["Amount"];
            shippingTax: components["schemas"]["Amount"];
            total: components["schemas"]["Amount"];
            because: {
                component: string;
                label: string;
                amount: number;
                source: {
                    [key: string]: string;
                };
            }[];
        };
        Components: {
            principal: components["schemas"]["Amount"];
            principalPromo: components["schemas"]["Amount"];
            shipping: components["schemas"]["Amount"];
            shippingPromo: components["schemas"]["Amount"];
            tax: components["schemas"]["Amount"];
            shippingTax: components["schemas"]["Amount"];
        };
        Source: {
            /** @enum {string} */
            source: "callback" | "cart" | "settings" | "none";
            because: string;
        };
        CartItem: {
            id?: string;
            sku: string;
            title: string;
            description?: string;
            /** @description a decimal string in major units with at most 6 places, such as "12.50" */
            price: string;
            quantity: number;
            weight?: {
                /** @description a decimal string above 0 with at most 6 places, such as "0.75"; leave weight out if there is none */
                amount: string;
                /** @enum {string} */
                unit: "lb" | "oz" | "kg" | "g";
            };
            category?: string;
            /** @description Shown as a link where it begins with http or https. */
            url?: string;
            imageUrl?: string;
        };
        /** @description An address that begins with http:// or https:// and names a host. */
        WebAddress: string;
        /** @description Your own endpoint, asked during checkout for the kinds that are true. It is spoken to in 2009-05-15. */
        CartCallback: {
            endpoint: components["schemas"]["WebAddress"];
            shipping?: boolean;
            tax?: boolean;
            promotions?: boolean;
            /** @description Whether a failed call is replaced by your settings. */
            processOnFailure?: boolean;
        };
        PresetAddress: {
            name?: string;
            line1?: string;
            line2?: string;
            line3?: string;
            city?: string;
            state?: string;
            postalCode?: string;
            country?: string;
            phone?: string;
        };
        /** @description Called by the thank-you page with facts of the order. */
        ParameterizedUrl: {
            url: components["schemas"]["WebAddress"];
            parameters?: {
                name: string;
                /** @enum {string} */
                type: "BuyerId" | "OrderId" | "OrderSubtotal" | "OrderSubtotalPlusShipping" | "OrderSubtotalPlusTax" | "OrderTotal" | "PromotionAmount" | "ShippingAmount" | "ShippingCity" | "ShippingCountryCode" | "ShippingPostalCode" | "ShippingState" | "TaxAmount";
            }[];
        };
        CartBody: {
            cart: {
                /** @description ISO 4217, such as USD */
                currency: string;
                /** @description Your own reference. It comes back with the order. */
                clientRequestId?: string;
                /** @description A date, good to its end in your time zone, or a moment. */
                expirationDate?: string;
                items: components["schemas"]["CartItem"][];
                upsellItems?: components["schemas"]["CartItem"][];
                callback?: components["schemas"]["CartCallback"];
                shippingAddress?: components["schemas"]["PresetAddress"];
                returnUrl?: components["schemas"]["WebAddress"];
                cancelUrl?: components["schemas"]["WebAddress"];
                yourAccountUrl?: components["schemas"]["WebAddress"];
                parameterizedUrls?: components["schemas"]["ParameterizedUrl"][];
                /** @description Hides the field for claim codes. */
                disablePromotionCode?: boolean;
            };
        };
        CreatedCart: {
            checkoutId: string;
            /** @description Where to send the buyer. */
            url: string;
        };
        /** @description First and last day on which it arrives, in your zone; absent where the source of the shipping promises nothing. */
        DeliveryDates: {
            /** Format: date */
            from: string;
            /** Format: date */
            to: string;
        };
        Checkout: {
            checkoutId: string;
            /** @enum {string} */
            state: "open" | "placed" | "cancelled" | "expired";
            url: string;
            /** Format: date-time */
            createdAt: string;
            /**
             * Format: date-time
             * @description The end of the cart's ExpirationDate.
             */
            expiresAt: string | null;
            trace: string;
            /** @description The exchange that brought the cart. */
            exchangeId: string;
            orderId?: string;
            clientRequestId?: string;
            /** @enum {string} */
            form: "xml" | "html" | "json";
            currency: string;
            items: {
                itemId: string;
                sku: string;
                title: string;
                quantity: number;
            }[];
            codes: string[];
            /** @description The shipping choice so far: `<source>:<method id>`. */
            choiceId?: string;
            delivery?: components["schemas"]["DeliveryDates"];
        };
        /** @enum {string} */
        PaymentState: "authorised" | "pending" | "declined" | "needs_authentication" | "voided" | "not_needed" | "manual";
        OrderSummary: {
            orderId: string;
            /** @enum {string} */
            state: "pending" | "unshipped" | "partially_shipped" | "shipped" | "cancelled";
            /** Format: date-time */
            placedAt: string;
            /**
             * Format: date-time
             * @description When it may be shipped: the window is over, the payment cleared.
             */
            releasedAt: string | null;
            /** Format: date-time */
            cancelledAt: string | null;
            clientRequestId?: string;
            buyer: {
                email: string;
                name: string;
                phone?: string;
            };
            currency: string;
            /** @description Minor units. */
            total: number;
            /** @description Units ordered, of all lines. */
            units: number;
            payment: {
                state: components["schemas"]["PaymentState"];
                label: string;
            };
        };
        OrderList: {
            items: components["schemas"]["OrderSummary"][];
            next: string | null;
        };
        /** @description Where one kind of amount came from, and why it was not asked further up. */
        OrderSource: {
            /** @enum {string} */
            source: "callback" | "cart" | "settings" | "none";
            because: string;
            /** @description Why the callback gave none: timeout, refused, tls, http-5xx, … */
            cause?: string;
            call?: {
                /**
                 * Format: date-time
                 * @description By our clock.
                 */
                sentAt: string;
                /** Format: date-time */
                endedAt: string;
                deadlineMs: number;
                /** @description The Date header of the endpoint. */
                theirClock?: string;
                exchangeId: string;
            };
        };
        /** @description The six components in minor units, all zero or positive. */
        OrderComponents: {
            principal: number;
            principalPromo: number;
            shipping: number;
            shippingPromo: number;
            tax: number;
            shippingTax: number;
        };
        OrderLine: components["schemas"]["OrderComponents"] & {
            number: number;
            /** @description 14 digits. */
            itemCode: string;
            itemId: string;
            sku: string;
            title: string;
            /** @description Major units as in the cart. */
            unitPrice: string;
            quantity: number;
            shipped: number;
            cancelled: number;
            /** @description Neither shipped nor cancelled: quantity = open + shipped + cancelled. */
            open: number;
            total: number;
            because: {
                component: string;
                label: string;
                amount: number;
                source: {
                    [key: string]: string;
                };
            }[];
            imageUrl?: string;
            description?: string;
            category?: string;
            condition?: string;
            /** @description Of one unit. */
            weight?: {
                amount: string;
                /** @enum {string} */
                unit: "lb" | "oz" | "kg" | "g";
            };
            fulfillmentNetwork?: string;
            /** @description ItemCustomData as the cart sent it, with its namespaces. */
            customData?: string;
        };
        /** @description What an order says by itself. */
        OrderFacts: components["schemas"]["OrderSummary"] & {
            checkoutId: string;
            trace: string;
            /**
             * Format: date-time
             * @description The buyer may cancel before this.
             */
            windowEndsAt: string;
            cancelReason: string | null;
            /**
             * Format: date-time
             * @description When the buyer asked you to cancel.
             */
            cancelAskedAt: string | null;
            /** @description A refused capture; nothing more is shipped until it is solved. */
            paymentProblem: string | null;
            shipTo: {
                name: string;
                line1?: string;
                line2?: string;
                line3?: string;
                city?: string;
                state?: string;
                postalCode?: string;
                country?: string;
                phone?: string;
            };
            shipping: {
                methodId: string;
                serviceLevel: string;
                label: string;
            };
            delivery?: components["schemas"]["DeliveryDates"];
            sources: {
                shipping: components["schemas"]["OrderSource"];
                promotions: components["schemas"]["OrderSource"];
                tax: components["schemas"]["OrderSource"];
            };
            codes: {
                code: string;
                promotionId: string;
                name: string;
            }[];
            lines: components["schemas"]["OrderLine"][];
            totals: components["schemas"]["Components"];
            payment: {
                /** @enum {string} */
                gateway: "test" | "manual" | "none";
                state: components["schemas"]["PaymentState"];
                /** @description Authorised minor units. */
                amount: number;
                reference: string | null;
                multipleCaptures: boolean;
                label: string;
            };
            /** @description As the cart sent it. */
            cartCustomData?: string;
            integratorId?: string;
            integratorName?: string;
            returnUrl?: string;
        };
        OrderKey: string;
        /** @description The money of an order, in minor units. */
        OrderMoney: {
            orderId: components["schemas"]["OrderKey"];
            currency: string;
            total: number;
            /** @description What the gateway confirmed. */
            captured: number;
            /** @description What the gateway still holds and may be captured. */
            authorisedLeft: number;
            /** @description What goes back, refunds that wait for the gateway included. */
            refunded: number;
            chargedBack: number;
        };
        Capture: {
            /**
             * @description `nothing`: the shipment costs nothing, or was captured with the first one. `due`: the gateway is asked next. `unknown`: it was asked and its answer is being looked for. `refused`: the order is held until that is solved.
             * @enum {string}
             */
            state: "nothing" | "due" | "captured" | "refused" | "unknown";
            /** @description Minor units. */
            amount: number;
            /** @description The gateway's own id. */
            reference: string | null;
        };
        Shipment: {
            shipmentId: string;
            /** @description 1, 2, … in the order. */
            number: number;
            /**
             * Format: date-time
             * @description When it was confirmed.
             */
            at: string;
            /** @description YYYY-MM-DD in the time zone of the merchant. */
            shipDate: string;
            carrier?: string;
            service?: string;
            trackingNumber?: string;
            /** @enum {string} */
            by: "merchant" | "api" | "file";
            lines: {
                number: number;
                itemCode: string;
                sku: string;
                units: number;
                captured: components["schemas"]["OrderComponents"];
            }[];
            capture: components["schemas"]["Capture"];
        };
        Refund: {
            refundId: string;
            /** @description 1, 2, … in the order. */
            number: number;
            /** Format: date-time */
            at: string;
            /**
             * @description `reserved` counts as refunded until the gateway settles or refuses it; `undone` was taken back before it was asked.
             * @enum {string}
             */
            state: "reserved" | "settled" | "refused" | "undone";
            reason: string;
            note?: string;
            /** @enum {string} */
            by: "merchant" | "api" | "file" | "cartwright";
            /** @description Minor units. */
            amount: number;
            /** @description The gateway's own id. */
            reference: string | null;
            /**
             * Format: date-time
             * @description Present while it can be undone, by the clock of the environment.
             */
            undoUntil?: string;
            lines: {
                number: number;
                itemCode: string;
                sku: string;
                units: number;
                components: components["schemas"]["OrderComponents"];
            }[];
        };
        /** @description What can still be refunded of one line. */
        RemainingLine: {
            number: number;
            itemCode: string;
            sku: string;
            /** @description Units that are paid for and not refunded. */
            returnableUnits: number;
            remaining: components["schemas"]["OrderComponents"];
            net: number;
            chargedBack: boolean;
        };
        /** @description An order and what happened to it. */
        Order: components["schemas"]["OrderFacts"] & {
            /**
             * Format: date-time
             * @description When what is still open is cancelled.
             */
            expiresAt: string | null;
            money: components["schemas"]["OrderMoney"];
            shipments: components["schemas"]["Shipment"][];
            refunds: components["schemas"]["Refund"][];
            /** @description What can still be refunded, line by line. */
            remaining: components["schemas"]["RemainingLine"][];
            events: {
                number: number;
                /** Format: date-time */
                at: string;
                /** @enum {string} */
                kind: "placed" | "payment_cleared" | "payment_failed" | "released" | "cancelled" | "units_cancelled" | "cancel_asked" | "expiring" | "shipped" | "shipment_changed" | "captured" | "capture_refused" | "payment_retried" | "refunded" | "refund_settled" | "refund_refused" | "refund_undone" | "chargeback";
                /** @enum {string} */
                by: "buyer" | "merchant" | "cartwright" | "gateway";
                text: string;
            }[];
        };
        ShipmentList: {
            items: components["schemas"]["Shipment"][];
        };
        /** @description Which units, each line once, named by its item code or by its number. Left out, every open unit. */
        UnitsBody: {
            /** @description 14 digits; keep leading zeros. */
            itemCode?: string;
            number?: number;
            units: number;
        }[];
        ShipmentBody: {
            lines?: components["schemas"]["UnitsBody"];
            /** @description A day in the time zone of the merchant, not in the future. Left out, today. */
            shipDate?: string;
            carrier?: string;
            service?: string;
            trackingNumber?: string;
        };
        /** @description How the order stands after this call. */
        OrderProgress: {
            orderId: components["schemas"]["OrderKey"];
            /** @enum {string} */
            state: "pending" | "unshipped" | "partially_shipped" | "shipped" | "cancelled";
            /** @description Of all lines: ordered = open + shipped + cancelled. */
            units: {
                ordered: number;
                open: number;
                shipped: number;
                cancelled: number;
            };
        };
        ShipmentAnswer: {
            /**
             * @description `already`: an equal shipment was confirmed before, and this is that one.
             * @enum {string}
             */
            answer: "done" | "already";
            shipment: components["schemas"]["Shipment"];
            order: components["schemas"]["OrderProgress"];
        };
        /** @description What is left out is taken away, but for the day, which stays. */
        TrackingBody: {
            /** @description A day in the time zone of the merchant, not in the future. */
            shipDate?: string;
            carrier?: string;
            service?: string;
            trackingNumber?: string;
        };
        CancellationBody: {
            lines?: components["schemas"]["UnitsBody"];
            /** @description What the buyer is told. */
            reason: string;
        };
        CancellationAnswer: {
            /**
             * @description `already`: these units had been cancelled.
             * @enum {string}
             */
            answer: "done" | "already";
            /** @description What this call cancelled. */
            lines: {
                number: number;
                itemCode: string;
                sku: string;
                units: number;
            }[];
            order: components["schemas"]["OrderProgress"];
        };
        RefundList: {
            items: components["schemas"]["Refund"][];
        };
        /** @description Major units: "12.50". */
        MoneyText: string;
        /** @description Major units: "12.50". Below 0 it is kept back, as for restocking, from what the refund gives. */
        SignedMoneyText: string;
        /**
         * @description Either `lines`, all of them in one manner, or a `concession`. A line says units that came back; or money of its price and its shipping, from which
         *     promotion and tax follow; or every component as it is to be.
         */
        RefundBody: {
            /** @description What the buyer is told. */
            reason: string;
            /** @description For the merchant only. */
            note?: string;
            concession?: components["schemas"]["MoneyText"];
            lines?: {
                itemCode?: string;
                number?: number;
                /** @description Units that came back. */
                units?: number;
                /** @description Beside `units`: their share of shipping goes back too. Left out, it does not. */
                withShipping?: boolean;
                /** @description Money of the line before its promotions. */
                amount?: {
                    principal?: components["schemas"]["MoneyText"];
                    shipping?: components["schemas"]["MoneyText"];
                };
                /** @description Each component as it is to be. What is left out is 0, but a promotion that is left out is derived, with a warning. */
                components?: {
                    principal?: components["schemas"]["SignedMoneyText"];
                    principalPromo?: components["schemas"]["MoneyText"];
                    shipping?: components["schemas"]["SignedMoneyText"];
                    shippingPromo?: components["schemas"]["MoneyText"];
                    tax?: components["schemas"]["SignedMoneyText"];
                    shippingTax?: components["schemas"]["SignedMoneyText"];
                };
            }[];
        };
        RefundAnswer: {
            /** @enum {string} */
            answer: "done" | "already";
            refund: components["schemas"]["Refund"];
            order: components["schemas"]["OrderMoney"];
            warnings: string[];
        };
        Chargeback: {
            chargebackId: string;
            /** @description 1, 2, … in the order. */
            number: number;
            /** Format: date-time */
            at: string;
            /**
             * @description While it is `open` or `lost`, nothing of its lines can be refunded.
             * @enum {string}
             */
            state: "open" | "won" | "lost";
            reason: string;
            /** @description Minor units: what was left of its lines when it was opened. */
            amount: number;
            lines: {
                number: number;
                itemCode: string;
                sku: string;
            }[];
        };
        LedgerRow: {
            /** @enum {string} */
            account: "buyer" | "merchant_payable" | "tax_memo" | "fees" | "reserve" | "bank" | "chargebacks";
            /** @description Minor units; the rows of one posting sum to 0. */
            amount: number;
        };
        Posting: {
            postingId: string;
            /** @description What caused it: the id of a shipment, a refund or a chargeback. */
            source: string;
            /** @enum {string} */
            kind: "capture" | "fee" | "refund" | "fee_back" | "chargeback" | "chargeback_reversal" | "reserve" | "disbursement";
            /** Format: date-time */
            at: string;
            currency: string;
            rows: components["schemas"]["LedgerRow"][];
        };
        Ledger: {
            order: components["schemas"]["OrderMoney"];
            /** @description What the postings of this order add up to; it sums to 0. */
            accounts: components["schemas"]["LedgerRow"][];
            /** @description Oldest first, never edited, only reversed. */
            items: components["schemas"]["Posting"][];
        };
        EventList: {
            items: {
                /** @description 1, 2, … of the environment, without a gap. */
                position: number;
                /** @description The NotificationReferenceId of the same event. */
                referenceId: string;
                id: string;
                type: string;
                sequence: number;
                /** Format: date-time */
                timestamp: string;
                /** @enum {string} */
                environment: "sandbox" | "live";
                data: Record<string, never>;
            }[];
            /** @description What to ask for `after` next; null where nothing was there. */
            next: number | null;
        };
        Endpoint: {
            endpointId: string;
            name: string;
            url: string;
            /** @enum {string} */
            format: "notification" | "webhook";
            namespace: string | null;
            kinds: string[];
            unsigned: boolean;
            /** @description Null: a webhook, or the environment has no key yet. */
            keyId: string | null;
            concurrency: number;
            perMinute: number;
            alertAfterMinutes: number;
            /** @enum {string} */
            state: "active" | "paused" | "switched_off";
            /** Format: date-time */
            pausedAt: string | null;
            /** Format: date-time */
            offAt: string | null;
            offBecause: string | null;
            /**
             * Format: date-time
             * @description Until then two secrets sign.
             */
            oldSecretUntil: string | null;
            /** Format: date-time */
            createdAt: string;
            /** @description Only in the answer that makes it: `whsec_` and 32 bytes in base64, what Standard Webhooks libraries take. */
            secret?: string;
            /** @description How it does: what waits, and what became of the last 24 hours. Counted to 10,001. */
            health?: {
                /** Format: date-time */
                oldestWaiting: string | null;
                waiting: number;
                arrived: number;
                failed: number;
            };
        };
        EndpointList: {
            items: components["schemas"]["Endpoint"][];
            next: string | null;
        };
        EndpointBody: {
            /** @description For people. */
            name: string;
            /** @description Where events are posted; https, in the sandbox http as well. */
            url: string;
            /**
             * @description The classic signed form with XML, or JSON with Standard Webhooks headers. It stays.
             * @enum {string}
             */
            format: "notification" | "webhook";
            /**
             * @description Of notifications; 2008-11-30 unless said otherwise.
             * @enum {string}
             */
            namespace?: "2008-11-30" | "2009-05-15";
            /** @description What it is told of; all that its format can tell, unless said otherwise. */
            kinds?: string[];
            /** @description Sandbox only: notifications without a signature. */
            unsigned?: boolean;
            /** @description The access key that signs notifications; the newest one, and from then on the same. */
            keyId?: string;
            /** @description Posts at a time; 4 unless said otherwise. */
            concurrency?: number;
            /** @description Posts in a minute; 600 unless said otherwise. */
            perMinute?: number;
            /** @description How old the oldest event that has not arrived may be before the merchant gets a mail; 60 unless said otherwise. */
            alertAfterMinutes?: number;
        };
        RecoveryBody: {
            /**
             * Format: date-time
             * @description Of the clock of the environment.
             */
            since: string;
            /** @default false */
            dryRun: boolean;
        };
        Recovery: {
            /** @description What is sent again, or would be. */
            deliveries: number;
            /** @description What has not arrived either, but was first sent more than 30 days ago and is never sent again. */
            expired: number;
            orders: number;
            /**
             * Format: date-time
             * @description When the first of them happened.
             */
            from: string | null;
            dryRun: boolean;
        };
        Difference: {
            eventId: string;
            orderId: string;
            type: string;
            /** Format: date-time */
            at: string;
            /** @description Null: it was never to be sent there. */
            deliveryId: string | null;
            outcome: string | null;
            /** @description Attempts that arrived or may have, for what is doubled. */
            arrivals?: number;
        };
        Reconciliation: {
            /** Format: date-time */
            from: string;
            /**
             * Format: date-time
             * @description How far it was compared; earlier than asked for beyond 5,000 events.
             */
            to: string;
            /** @description Not arrived. */
            missing: components["schemas"]["Difference"][];
            /** @description Arrived more than once, or perhaps. */
            doubled: components["schemas"]["Difference"][];
            /** @description Arrived, and the store echoed something else. */
            changed: components["schemas"]["Difference"][];
            /** @description False: a list was cut at 1,000 (ask for a shorter span), or there are more events (go on from `to`). */
            complete: boolean;
        };
        Delivery: {
            deliveryId: string;
            endpointId: string;
            eventId: string;
            /** @description Of the event. */
            type: string;
            orderId: string | null;
            /** @description Of the event in its order; later ones wait for it. */
            sequence: number;
            /** @enum {string} */
            state: "waiting" | "retrying" | "sending" | "throttled" | "paused" | "delivered" | "acknowledged" | "parked" | "skipped" | "given_up" | "switched_off";
            /** Format: date-time */
            createdAt: string;
            /**
             * Format: date-time
             * @description Not before this; null once it has ended.
             */
            nextAt: string | null;
            /** Format: date-time */
            finishedAt: string | null;
            /** @description Attempts since its plan began. */
            tries: number;
            /** @description A later event of its order arrived before it. */
            late: boolean;
            problem: string | null;
            /** @description Of the last answer; 0 where none came. */
            status: number;
            /** @description SHA-256 of the body that the store says it processed. */
            echo: string | null;
            /** @description In the answer for one delivery. */
            attempts?: {
                /** @description Rising; a missing one was cut off by the end of a process. */
                number: number;
                /** Format: date-time */
                at: string;
                durationMs: number;
                status: number;
                /** @enum {string} */
                result: "delivered" | "acknowledged" | "refused" | "failed";
                because: string;
                exchangeId: string;
            }[];
        };
        DeliveryList: {
            items: components["schemas"]["Delivery"][];
            next: string | null;
        };
        Exchange: {
            id: string;
            seq: number;
            /** @enum {string} */
            environment: "sandbox" | "live";
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            direction: "in" | "out";
            /** @enum {string} */
            kind: "callback" | "callback-error" | "cart" | "quote" | "validation" | "settings" | "checkout" | "order" | "notification" | "webhook" | "mail" | "file";
            /** @enum {string} */
            party: "cart" | "checkout" | "merchant" | "store" | "api" | "buyer";
            trace: string;
            parent?: string;
            attempt: number;
            /** @enum {string} */
            outcome: "ok" | "warned" | "refused" | "failed" | "repeated";
            /** @description 0 where there was no answer. */
            status: number;
            code?: string;
            durationMs: number;
            refs: {
                [key: string]: string;
            };
            faults: components["schemas"]["Fault"][];
        };
        MaskedText: {
            text: string;
            masks: {
                line: number;
                column: number;
                length: number;
                what: string;
                /** @description Equal values have equal tags. */
                tag: string;
            }[];
        };
        /** @description One side of an exchange, masked. A form has its decoded fields, and then no body. */
        Message: {
            start: string;
            headers: string[][];
            contentType: string;
            body: components["schemas"]["MaskedText"];
            fields: {
                name: string;
                value: components["schemas"]["MaskedText"];
            }[];
            /** @description Bytes of the original. */
            length: number;
            /** @description Of the original. */
            sha256: string;
            cut: boolean;
        };
        Step: {
            name: string;
            /** @enum {string} */
            state: "done" | "failed" | "not reached";
            ms?: number;
            note?: string;
        };
        /** @description What was signed and what came of it; `made` is a signature of ours. `computed` is only there where it was sent, or equals what was received. */
        Signature: {
            /** @enum {string} */
            state: "valid" | "wrong" | "missing" | "not reached" | "made";
            keyId?: string;
            keyName?: string;
            rule?: string;
            base?: string;
            received?: string;
            computed?: string;
            theirClock?: string;
            ourClock?: string;
            differenceSeconds?: number;
            /** @enum {string} */
            body?: "valid" | "wrong" | "absent" | "not reached" | "made";
        };
        Calculation: {
            /** @enum {string} */
            kind: "shipping" | "promotions" | "tax";
            source: string;
            because: string;
            value?: string;
        };
        Text: string;
        /** @enum {string} */
        ServiceLevel: "Standard" | "Expedited" | "OneDay" | "TwoDay";
        /** @description Decimal in major units: "12.50". */
        Money: string;
        /** @description Parts that add up, or bands by the subtotal before promotions. */
        ShippingRate: {
            perShipment?: components["schemas"]["Money"];
            perPound?: components["schemas"]["Money"];
            perItem?: components["schemas"]["Money"];
            roundWeightUp?: boolean;
            minimum?: components["schemas"]["Money"];
            maximum?: components["schemas"]["Money"];
            bands?: {
                from: components["schemas"]["Money"];
                amount: components["schemas"]["Money"];
            }[];
        };
        /** @enum {string} */
        PredefinedRegion: "USContinental48States" | "USFull50States" | "USAll" | "WorldAll";
        /**
         * @description `zip` with `98104`, `98104-1234`, `981*` or `98100-98199`; `state` with two letters; `country` with two letters, and perhaps a
         *     `postalRegion`; `predefined` with a `name`.
         */
        Region: {
            /** @enum {string} */
            kind: "zip";
            zip: components["schemas"]["Text"];
        } | {
            /** @enum {string} */
            kind: "state";
            state: components["schemas"]["Text"];
        } | {
            /** @enum {string} */
            kind: "country";
            country: components["schemas"]["Text"];
            postalRegion?: components["schemas"]["Text"];
        } | {
            /** @enum {string} */
            kind: "predefined";
            name: components["schemas"]["PredefinedRegion"];
        };
        Regions: components["schemas"]["Region"][];
        Texts: components["schemas"]["Text"][];
        ShippingMethod: {
            id: string;
            label: components["schemas"]["Text"];
            serviceLevel: components["schemas"]["ServiceLevel"];
            enabled?: boolean;
            rate: components["schemas"]["ShippingRate"];
            handling?: {
                perOrder?: components["schemas"]["Money"];
                perItem?: components["schemas"]["Money"];
            };
            regions: {
                include: components["schemas"]["Regions"];
                exclude?: components["schemas"]["Regions"];
            };
            poBoxes?: boolean;
            /**
             * @description Business days (Monday to Friday) on the way, counted from the day after the order is placed in your zone, handling first. Buyers
             *     read the dates; without it they read none.
             */
            delivery?: {
                minDays: number;
                maxDays: number;
            };
            notFor?: {
                skus?: components["schemas"]["Texts"];
                categories?: components["schemas"]["Texts"];
            };
        };
        ShippingDocument: {
            currency: string;
            methods: components["schemas"]["ShippingMethod"][];
            /** @description Business days before anything leaves the shop. Default 0. */
            handlingDays?: number;
            defaultWeight?: {
                amount: components["schemas"]["Money"];
                /** @enum {string} */
                unit: "lb" | "oz" | "kg" | "g";
            };
        };
        /** @description Fraction from 0 to 1: "0.0825", not "8.25". */
        Rate: string;
        /** @description A `rate`, or `jurisdictions` whose rates are added before rounding. */
        TaxRule: {
            region: components["schemas"]["Region"];
            rate?: components["schemas"]["Rate"];
            jurisdictions?: {
                name: components["schemas"]["Text"];
                rate: components["schemas"]["Rate"];
                shippingTaxed?: boolean;
            }[];
            shippingTaxed?: boolean;
            class?: components["schemas"]["Text"];
            label?: components["schemas"]["Text"];
        };
        TaxDocument: {
            rules: components["schemas"]["TaxRule"][];
            classes?: {
                name: components["schemas"]["Text"];
                skus?: components["schemas"]["Texts"];
                categories?: components["schemas"]["Texts"];
            }[];
        };
        /** @description Any listed SKU or category, minus the excluded ones; no list at all means every item. */
        ItemFilter: {
            skus?: components["schemas"]["Texts"];
            categories?: components["schemas"]["Texts"];
            excludeSkus?: components["schemas"]["Texts"];
            excludeCategories?: components["schemas"]["Texts"];
        };
        Benefit: {
            /** @enum {string} */
            kind: "percent";
            rate: components["schemas"]["Rate"];
        } | {
            /** @enum {string} */
            kind: "amount";
            amount: components["schemas"]["Money"];
            every?: number;
        } | {
            /** @enum {string} */
            kind: "tiers";
            /** @enum {string} */
            by: "amount" | "quantity";
            tiers: {
                from: components["schemas"]["Money"];
                rate?: components["schemas"]["Rate"];
                amount?: components["schemas"]["Money"];
            }[];
        } | {
            /** @enum {string} */
            kind: "buy-x-get-y";
            buy: number;
            get: number;
            rate: components["schemas"]["Rate"];
            getFrom?: components["schemas"]["ItemFilter"];
        } | {
            /** @enum {string} */
            kind: "shipping";
            off: {
                rate?: components["schemas"]["Rate"];
                amount?: components["schemas"]["Money"];
            };
            serviceLevels?: components["schemas"]["ServiceLevel"][];
        };
        Promotion: {
            id: string;
            name: components["schemas"]["Text"];
            enabled?: boolean;
            items?: components["schemas"]["ItemFilter"];
            benefit: components["schemas"]["Benefit"];
            conditions?: {
                minAmount?: components["schemas"]["Money"];
                minQuantity?: number;
                anySku?: components["schemas"]["Texts"];
                /** @enum {string} */
                count?: "matching" | "cart";
            };
            schedule?: {
                from?: string;
                until?: string;
            };
            code?: {
                /** @enum {string} */
                kind: "shared";
                code: string;
                limit?: number;
            } | {
                /** @enum {string} */
                kind: "single-use";
                codes: components["schemas"]["Texts"];
            };
            /** @enum {string} */
            stacking?: "exclusive" | "preferred" | "free";
        };
        PromotionDocument: {
            promotions: components["schemas"]["Promotion"][];
        };
        States: string[];
        /** @description Only the policies that differ from their default. */
        PolicyDocument: {
            /** @enum {string} */
            taxRuleChoice?: "most-specific" | "document-order";
            /** @enum {string} */
            stateZipConflict?: "as-given" | "refuse";
            predefinedRegions?: {
                USContinental48States?: components["schemas"]["States"];
                USFull50States?: components["schemas"]["States"];
                USAll?: components["schemas"]["States"];
            };
            /** @enum {string} */
            taxBase?: "after-promotions" | "before-promotions";
            /** @enum {string} */
            taxRounding?: "line-half-up" | "line-half-even" | "order-half-up";
            /** @enum {string} */
            flatShippingShare?: "even" | "by-value";
            /** @enum {string} */
            missingWeight?: "default-or-zero" | "hide-methods";
            /** @enum {string} */
            cartPromotion?: "replaces" | "combines";
            /** @enum {string} */
            fixedDiscount?: "per-line" | "per-unit";
            /** @enum {string} */
            claimCodes?: "everywhere" | "settings-only";
            /**
             * @deprecated
             * @description Has no effect any more: no rate above 1 is taken.
             * @enum {string}
             */
            taxRateLimit?: "one" | "five";
            /** @enum {string} */
            bodySignature?: "if-present" | "required";
            /** @enum {string} */
            unsignedCallbacks?: "refused" | "allowed";
            /** @enum {string} */
            unsignedCarts?: "refused" | "allowed";
            /** @enum {string} */
            htmlCartSignature?: "documented" | "lenient";
            /** @enum {string} */
            clientRequestIdReuse?: "warn" | "refuse";
            /** @enum {string} */
            replay?: "answer-again" | "refuse";
            callbackReuseMinutes?: number;
            callbackTimeoutMs?: number;
            /** @enum {string} */
            callbackAtPlacing?: "if-old" | "always";
            /** @enum {string} */
            priceChanged?: "confirm" | "lower-silently";
            cancelWindowMinutes?: number;
            /** @enum {string} */
            sandboxOrderChannel?: "sandbox" | "live";
            /** @enum {string} */
            newOrderAddress?: "whole" | "empty";
            /** @enum {string} */
            cancelledQuantity?: "ordered" | "zero";
        };
        /** @description What buyers read of the shop. Texts are plain, blank lines part paragraphs; HTML is shown as it stands. */
        ShopDocument: {
            logo?: {
                /** @enum {string} */
                contentType: "image/png" | "image/jpeg" | "image/webp";
                /** @description The bytes in base64, at most 256 KiB of them. They must be what contentType says. */
                data: string;
                /** @description What the picture says in words: mostly the name of the shop. */
                alt: string;
            };
            about?: string;
            policies: {
                /** @description The link at the foot of the pages: "Returns". */
                title: string;
                text: string;
            }[];
            /** @description The buyer's account at your shop, for carts that name none. */
            yourAccountUrl?: string;
        };
        EventUnits: {
            /** @description Of the line, 1, 2, … */
            number: number;
            itemCode: string;
            sku: string;
            units: number;
        };
        EventData: {
            order: components["schemas"]["OrderFacts"];
            shipment?: components["schemas"]["Shipment"];
            refund?: components["schemas"]["Refund"];
            chargeback?: components["schemas"]["Chargeback"];
            units?: components["schemas"]["EventUnits"][];
            reason?: string;
        };
        /**
         * @description Something that happened to an order. `id` is the same at every attempt and at every endpoint; `sequence` counts the events of one order from 1.
         *     A body never changes once it was sent: `data.order` is the order as it was after the event, amounts in minor units.
         */
        Event: {
            /** @description The webhook-id header too. */
            id: string;
            type: string;
            /** @description 1, 2, … of the order; 0 for a test. */
            sequence: number;
            /**
             * Format: date-time
             * @description When it happened.
             */
            timestamp: string;
            /** @enum {string} */
            environment: "sandbox" | "live";
            data: components["schemas"]["EventData"];
        };
        /** @description A buyer placed an order. The payment may not have cleared and the buyer may still cancel; do not ship it. */
        OrderCreated: components["schemas"]["Event"] & {
            /** @enum {unknown} */
            type?: "order.created";
        };
        /** @description The payment has cleared and the buyer's window is over; ship it. */
        OrderReadyToShip: components["schemas"]["Event"] & {
            /** @enum {unknown} */
            type?: "order.ready_to_ship";
        };
        /** @description The whole order was cancelled; nothing was captured. Put the stock back. */
        OrderCancelled: components["schemas"]["Event"] & {
            /** @enum {unknown} */
            type?: "order.cancelled";
        };
        /** @description Some units were cancelled and the rest of the order stands. There is no notification for it. */
        OrderUnitsCancelled: components["schemas"]["Event"] & {
            /** @enum {unknown} */
            type?: "order.units_cancelled";
            data?: unknown;
        };
        /** @description After the window the buyer asked to cancel; you decide. */
        OrderCancelAsked: components["schemas"]["Event"] & {
            /** @enum {unknown} */
            type?: "order.cancel_asked";
        };
        /** @description In a week everything that has not been shipped will be cancelled. */
        OrderExpiring: components["schemas"]["Event"] & {
            /** @enum {unknown} */
            type?: "order.expiring";
        };
        /** @description The gateway refused a capture. What was shipped stands; ship nothing more until it is solved. */
        OrderPaymentProblem: components["schemas"]["Event"] & {
            /** @enum {unknown} */
            type?: "order.payment_problem";
        };
        /** @description Units left, and what they cost is captured. */
        ShipmentConfirmed: components["schemas"]["Event"] & {
            /** @enum {unknown} */
            type?: "shipment.confirmed";
            data?: unknown;
        };
        /** @description Carrier, service or tracking number of a shipment changed. */
        ShipmentUpdated: components["schemas"]["Event"] & {
            /** @enum {unknown} */
            type?: "shipment.updated";
            data?: unknown;
        };
        /** @description Money is to go back; it counts as refunded from now on. */
        RefundIssued: components["schemas"]["Event"] & {
            /** @enum {unknown} */
            type?: "refund.issued";
            data?: unknown;
        };
        /** @description The gateway paid a refund out. */
        RefundSettled: components["schemas"]["Event"] & {
            /** @enum {unknown} */
            type?: "refund.settled";
            data?: unknown;
        };
        /** @description The gateway refused a refund; the money can be refunded again. */
        RefundRefused: components["schemas"]["Event"] & {
            /** @enum {unknown} */
            type?: "refund.refused";
            data?: unknown;
        };
        /** @description A refund was taken back before the gateway was asked. */
        RefundUndone: components["schemas"]["Event"] & {
            /** @enum {unknown} */
            type?: "refund.undone";
            data?: unknown;
        };
        /** @description The buyer's bank took the money back. What it covers cannot be refunded until you win. */
        ChargebackOpened: components["schemas"]["Event"] & {
            /** @enum {unknown} */
            type?: "chargeback.opened";
            data?: unknown;
        };
        /** @description The money came back to you. */
        ChargebackWon: components["schemas"]["Event"] & {
            /** @enum {unknown} */
            type?: "chargeback.won";
            data?: unknown;
        };
        /** @description The money stays with the buyer. */
        ChargebackLost: components["schemas"]["Event"] & {
            /** @enum {unknown} */
            type?: "chargeback.lost";
            data?: unknown;
        };
        /** @description Sent by the test button, about an order that does not exist; answer it like any other. */
        EndpointTest: components["schemas"]["Event"] & {
            /** @enum {unknown} */
            type?: "endpoint.test";
        };
    };
    responses: {
        /** @description The request breaks this description; every fault is listed with its place */
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "http://127.0.0.1:3000/help/REQUEST_FAULT",
                 *       "title": "The request breaks the API description",
                 *       "status": 400,
                 *       "detail": "1 fault. /cart/items/0/quantity must be an integer.",
                 *       "code": "REQUEST_FAULT",
                 *       "help": "http://127.0.0.1:3000/help/REQUEST_FAULT",
                 *       "faults": [
                 *         {
                 *           "rule": "type",
                 *           "severity": "error",
                 *           "pointer": "/cart/items/0/quantity",
                 *           "line": 1,
                 *           "column": 58,
                 *           "length": 5,
                 *           "message": "must be integer"
                 *         }
                 *       ]
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description No access key, or a wrong one */
        Unauthorized: {
            headers: {
                "WWW-Authenticate"?: string;
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "http://127.0.0.1:3000/help/CREDENTIALS_WRONG",
                 *       "title": "The access key or its secret is wrong",
                 *       "status": 401,
                 *       "detail": "The access key or its secret is wrong.",
                 *       "code": "CREDENTIALS_WRONG",
                 *       "help": "http://127.0.0.1:3000/help/CREDENTIALS_WRONG"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The Idempotency-Key came with another body, or its first request is still running */
        Conflict: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description There is nothing at this address */
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Somebody changed the settings in the meantime */
        PreconditionFailed: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body is larger than this address takes */
        TooLarge: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Another content type is wanted */
        UnsupportedType: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The cart cannot be priced for this address */
        Unpriceable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The settings contradict themselves; every fault is listed with its place */
        SettingsFault: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Any other refusal */
        Problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /**
         * @description Any text of your choice, at most 100 visible characters. The same key with the same body gets the first answer again, for at least 24 hours.
         * @example 4f6c3e1a-order-1042
         */
        IdempotencyKey: string;
        /**
         * @description The ETag of the version that you changed.
         * @example "7"
         */
        IfMatch: string;
    };
    requestBodies: never;
    headers: {
        /** @description The version in force. */
        ETag: string;
        /** @description Id of the recorded exchange. */
        CartwrightExchange: string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    createQuote: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any text of your choice, at most 100 visible characters. The same key with the same body gets the first answer again, for at least 24 hours.
                 * @example 4f6c3e1a-order-1042
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QuoteBody"];
            };
        };
        responses: {
            /** @description The cart with every shipping method that goes to the address */
            200: {
                headers: {
                    "Cartwright-Exchange": components["headers"]["CartwrightExchange"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Quote"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedType"];
            422: components["responses"]["Unpriceable"];
            default: components["responses"]["Problem"];
        };
    };
    createValidation: {
        parameters: {
            query?: {
                /** @description What the document is meant to be; left out, its root element decides. */
                kind?: "order" | "order-calculations-request" | "order-calculations-response" | "order-calculations-error" | "notification" | "cart";
            };
            header?: {
                /**
                 * @description Any text of your choice, at most 100 visible characters. The same key with the same body gets the first answer again, for at least 24 hours.
                 * @example 4f6c3e1a-order-1042
                 */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/xml": string;
                "text/xml": string;
                "application/json": unknown;
            };
        };
        responses: {
            /** @description What the document is and what is wrong with it */
            200: {
                headers: {
                    "Cartwright-Exchange": components["headers"]["CartwrightExchange"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Validation"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            409: components["responses"]["Conflict"];
            413: components["responses"]["TooLarge"];
            default: components["responses"]["Problem"];
        };
    };
    createCart: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any text of your choice, at most 100 visible characters. The same key with the same body gets the first answer again, for at least 24 hours.
                 * @example 4f6c3e1a-cart-1042
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CartBody"];
            };
        };
        responses: {
            /** @description The checkout, open */
            201: {
                headers: {
                    "Cartwright-Exchange"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedCart"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCheckout: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 9b1e0a1b2c3d4e5f7f1c2f0e3f0a4c0e */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The checkout */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Checkout"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOrders: {
        parameters: {
            query?: {
                /**
                 * @description An order id, an e-mail, a SKU or an item code, or words of a buyer's name and of titles. Every word must be there.
                 * @example MUG-1
                 */
                search?: string;
                limit?: number;
                /** @description What `next` of the page before said. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of orders */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OrderList"];
                };
            };
            /** @description A problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 903-4830571-2290164 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The order */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Order"];
                };
            };
            /** @description A problem document */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listShipments: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 903-4830571-2290164 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its shipments, oldest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShipmentList"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createShipment: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any text of your choice, at most 100 visible characters. The same key with the same body gets the first answer again, for at least 24 hours.
                 * @example 4f6c3e1a-shipment-1
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example 903-4830571-2290164 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShipmentBody"];
            };
        };
        responses: {
            /** @description The shipment, confirmed before */
            200: {
                headers: {
                    "Cartwright-Exchange"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShipmentAnswer"];
                };
            };
            /** @description The shipment, confirmed before */
            201: {
                headers: {
                    "Cartwright-Exchange"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShipmentAnswer"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeShipment: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any text of your choice, at most 100 visible characters. The same key with the same body gets the first answer again, for at least 24 hours.
                 * @example 4f6c3e1a-tracking-1
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example 903-4830571-2290164 */
                id: string;
                /** @example 01KD3V6QJ3W1X2Y3Z4A5B6C7D8 */
                shipmentId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TrackingBody"];
            };
        };
        responses: {
            /** @description The shipment, confirmed before */
            200: {
                headers: {
                    "Cartwright-Exchange"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShipmentAnswer"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createCancellation: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any text of your choice, at most 100 visible characters. The same key with the same body gets the first answer again, for at least 24 hours.
                 * @example 4f6c3e1a-cancel-1
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example 903-4830571-2290164 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CancellationBody"];
            };
        };
        responses: {
            /** @description The whole order was cancelled before */
            200: {
                headers: {
                    "Cartwright-Exchange"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CancellationAnswer"];
                };
            };
            /** @description The whole order was cancelled before */
            201: {
                headers: {
                    "Cartwright-Exchange"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CancellationAnswer"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRefunds: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 903-4830571-2290164 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its refunds, oldest first, undone and refused ones too */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefundList"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createRefund: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any text of your choice, at most 100 visible characters. The same key with the same body gets the first answer again, for at least 24 hours.
                 * @example 4f6c3e1a-refund-1
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example 903-4830571-2290164 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RefundBody"];
            };
        };
        responses: {
            /** @description The refund and the money of the order with it */
            201: {
                headers: {
                    "Cartwright-Exchange"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefundAnswer"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    undoRefund: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any text of your choice, at most 100 visible characters. The same key with the same body gets the first answer again, for at least 24 hours.
                 * @example 4f6c3e1a-undo-1
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example 903-4830571-2290164 */
                id: string;
                /** @example 01KD3V6QJ3W1X2Y3Z4A5B6C7D9 */
                refundId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The refund and the money of the order with it */
            200: {
                headers: {
                    "Cartwright-Exchange"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefundAnswer"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    retryPayment: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any text of your choice, at most 100 visible characters. The same key with the same body gets the first answer again, for at least 24 hours.
                 * @example 4f6c3e1a-payment-1
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example 903-4830571-2290164 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The gateway will be asked within a second */
            200: {
                headers: {
                    "Cartwright-Exchange"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        answer: "done" | "already";
                        order: components["schemas"]["OrderProgress"];
                    };
                };
            };
            /** @description A problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirmCollected: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any text of your choice, at most 100 visible characters. The same key with the same body gets the first answer again, for at least 24 hours.
                 * @example 4f6c3e1a-payment-1
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example 903-4830571-2290164 */
                id: string;
                /** @example 01KD3V6QJ3W1X2Y3Z4A5B6C7D8 */
                shipmentId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The shipment and the money of the order with it */
            200: {
                headers: {
                    "Cartwright-Exchange"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        answer: "done" | "already";
                        shipment: components["schemas"]["Shipment"];
                        order: components["schemas"]["OrderMoney"];
                    };
                };
            };
            /** @description A problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirmPaidBack: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any text of your choice, at most 100 visible characters. The same key with the same body gets the first answer again, for at least 24 hours.
                 * @example 4f6c3e1a-payment-1
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example 903-4830571-2290164 */
                id: string;
                /** @example 01KD3V6QJ3W1X2Y3Z4A5B6C7D9 */
                refundId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The refund and the money of the order with it */
            200: {
                headers: {
                    "Cartwright-Exchange"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RefundAnswer"];
                };
            };
            /** @description A problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listChargebacks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 903-4830571-2290164 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its chargebacks, oldest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Chargeback"][];
                    };
                };
            };
            /** @description A problem document */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    openChargeback: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any text of your choice, at most 100 visible characters. The same key with the same body gets the first answer again, for at least 24 hours.
                 * @example 4f6c3e1a-chargeback-1
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example 903-4830571-2290164 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                    /** @description Numbers of lines. Left out, every line that has captured money left. */
                    lines?: number[];
                };
            };
        };
        responses: {
            /** @description The chargeback and the money of the order with it */
            201: {
                headers: {
                    "Cartwright-Exchange"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        answer: "done" | "already";
                        chargeback: components["schemas"]["Chargeback"];
                        order: components["schemas"]["OrderMoney"];
                    };
                };
            };
            /** @description A problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endChargeback: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any text of your choice, at most 100 visible characters. The same key with the same body gets the first answer again, for at least 24 hours.
                 * @example 4f6c3e1a-chargeback-1
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example 903-4830571-2290164 */
                id: string;
                /** @example 01KD3V6QJ3W1X2Y3Z4A5B6C7E1 */
                chargebackId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    outcome: "won" | "lost";
                };
            };
        };
        responses: {
            /** @description The chargeback and the money of the order with it */
            200: {
                headers: {
                    "Cartwright-Exchange"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        answer: "done" | "already";
                        chargeback: components["schemas"]["Chargeback"];
                        order: components["schemas"]["OrderMoney"];
                    };
                };
            };
            /** @description A problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLedger: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 903-4830571-2290164 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its postings, oldest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ledger"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listEvents: {
        parameters: {
            query?: {
                /** @description The last position that you have; 0 for the beginning. */
                after?: number;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The next events, oldest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventList"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listEndpoints: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Every endpoint of the environment, oldest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndpointList"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any text of your choice, at most 100 visible characters. The same key with the same body gets the first answer again, for at least 24 hours.
                 * @example 4f6c3e1a-endpoint-1
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EndpointBody"];
            };
        };
        responses: {
            /** @description The endpoint, a webhook with its secret */
            201: {
                headers: {
                    /** @description The version of the endpoint */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Endpoint"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 01KD3V6QJ3W1X2Y3Z4A5B6C7D8 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The endpoint */
            200: {
                headers: {
                    /** @description The version of the endpoint */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Endpoint"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version that the change was made from. */
                "If-Match"?: string;
            };
            path: {
                /** @example 01KD3V6QJ3W1X2Y3Z4A5B6C7D8 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EndpointBody"];
            };
        };
        responses: {
            /** @description The endpoint as it is now */
            200: {
                headers: {
                    /** @description The version of the endpoint */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Endpoint"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteEndpoint: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 01KD3V6QJ3W1X2Y3Z4A5B6C7D8 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        endpointId: string;
                    };
                };
            };
            /** @description A problem document; every fault of the body with its place */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    testEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any text of your choice, at most 100 visible characters. The same key with the same body gets the first answer again, for at least 24 hours.
                 * @example 4f6c3e1a-endpoint-1
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example 01KD3V6QJ3W1X2Y3Z4A5B6C7D8 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is on its way */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        deliveryId: string;
                    };
                };
            };
            /** @description A problem document; every fault of the body with its place */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rotateEndpointSecret: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any text of your choice, at most 100 visible characters. The same key with the same body gets the first answer again, for at least 24 hours.
                 * @example 4f6c3e1a-endpoint-1
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example 01KD3V6QJ3W1X2Y3Z4A5B6C7D8 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The endpoint as it is now */
            200: {
                headers: {
                    /** @description The version of the endpoint */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Endpoint"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    pauseEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any text of your choice, at most 100 visible characters. The same key with the same body gets the first answer again, for at least 24 hours.
                 * @example 4f6c3e1a-endpoint-1
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example 01KD3V6QJ3W1X2Y3Z4A5B6C7D8 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The endpoint as it is now */
            200: {
                headers: {
                    /** @description The version of the endpoint */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Endpoint"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resumeEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any text of your choice, at most 100 visible characters. The same key with the same body gets the first answer again, for at least 24 hours.
                 * @example 4f6c3e1a-endpoint-1
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example 01KD3V6QJ3W1X2Y3Z4A5B6C7D8 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The endpoint as it is now */
            200: {
                headers: {
                    /** @description The version of the endpoint */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Endpoint"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    recoverEndpoint: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any text of your choice, at most 100 visible characters. The same key with the same body gets the first answer again, for at least 24 hours.
                 * @example 4f6c3e1a-endpoint-1
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example 01KD3V6QJ3W1X2Y3Z4A5B6C7D8 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecoveryBody"];
            };
        };
        responses: {
            /** @description How much it is */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Recovery"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reconcileEndpoint: {
        parameters: {
            query: {
                /** @example 2026-01-15T00:00:00Z */
                from: string;
                /** @description Excluded; now, unless said otherwise. */
                to?: string;
            };
            header?: never;
            path: {
                /** @example 01KD3V6QJ3W1X2Y3Z4A5B6C7D8 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The differences, oldest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reconciliation"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDeliveries: {
        parameters: {
            query?: {
                /** @description Only those; `open` are those that have not ended. */
                outcome?: "open" | "delivered" | "acknowledged" | "parked" | "skipped" | "given_up" | "switched_off";
                orderId?: string;
                limit?: number;
                /** @description What `next` of the page before said. */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @example 01KD3V6QJ3W1X2Y3Z4A5B6C7D8 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of deliveries */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryList"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 01KD3V6QJ3W1X2Y3Z4A5B6C7D8 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The delivery */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delivery"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    retryDelivery: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any text of your choice, at most 100 visible characters. The same key with the same body gets the first answer again, for at least 24 hours.
                 * @example 4f6c3e1a-endpoint-1
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example 01KD3V6QJ3W1X2Y3Z4A5B6C7D8 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The delivery as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delivery"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    skipDelivery: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any text of your choice, at most 100 visible characters. The same key with the same body gets the first answer again, for at least 24 hours.
                 * @example 4f6c3e1a-endpoint-1
                 */
                "Idempotency-Key"?: string;
            };
            path: {
                /** @example 01KD3V6QJ3W1X2Y3Z4A5B6C7D8 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The delivery as it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delivery"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document; every fault of the body with its place */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getClock: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the clock of the environment says */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        now: string;
                        /** @description How far ahead of the real time it is; 0 for live. */
                        offsetMs: number;
                    };
                };
            };
            /** @description A problem document */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    moveClock: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Any text of your choice, at most 100 visible characters. The same key with the same body gets the first answer again, for at least 24 hours.
                 * @example 4f6c3e1a-clock-1
                 */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description ISO 8601 duration: PT72H, P30D. */
                    advance?: string;
                    /** Format: date-time */
                    at?: string;
                };
            };
        };
        responses: {
            /** @description What the clock of the environment says */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        now: string;
                        /** @description How far ahead of the real time it is; 0 for live. */
                        offsetMs: number;
                    };
                };
            };
            /** @description A problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listExchanges: {
        parameters: {
            query?: {
                /**
                 * @description Words, phrases in quotes, `status:5xx`, `kind:callback`, `code:SIGNATURE_STALE`, `trace:…`, `ms>800`, `last:1h`, `-` in front of any of them; or an id.
                 * @example code:SIGNATURE_STALE last:1h
                 */
                search?: string;
                limit?: number;
                /** @description What `next` of the page before said. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of exchanges */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExchangeList"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Problem"];
        };
    };
    getExchange: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 01KD3V6QJ3W1X2Y3Z4A5B6C7D8 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The exchange */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExchangeDetail"];
                };
            };
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            default: components["responses"]["Problem"];
        };
    };
    getShippingSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The document as it was put */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShippingDocument"];
                };
            };
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Problem"];
        };
    };
    putShippingSettings: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The ETag of the version that you changed.
                 * @example "7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShippingDocument"];
            };
        };
        responses: {
            /** @description The document as it is now in force */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShippingDocument"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["SettingsFault"];
            default: components["responses"]["Problem"];
        };
    };
    getTaxSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The document as it was put */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaxDocument"];
                };
            };
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Problem"];
        };
    };
    putTaxSettings: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The ETag of the version that you changed.
                 * @example "7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TaxDocument"];
            };
        };
        responses: {
            /** @description The document as it is now in force */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TaxDocument"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["SettingsFault"];
            default: components["responses"]["Problem"];
        };
    };
    getPromotionSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The document as it was put */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PromotionDocument"];
                };
            };
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Problem"];
        };
    };
    putPromotionSettings: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The ETag of the version that you changed.
                 * @example "7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PromotionDocument"];
            };
        };
        responses: {
            /** @description The document as it is now in force */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PromotionDocument"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["SettingsFault"];
            default: components["responses"]["Problem"];
        };
    };
    getPolicies: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The document as it was put */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyDocument"];
                };
            };
            401: components["responses"]["Unauthorized"];
            default: components["responses"]["Problem"];
        };
    };
    putPolicies: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The ETag of the version that you changed.
                 * @example "7"
                 */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PolicyDocument"];
            };
        };
        responses: {
            /** @description The document as it is now in force */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyDocument"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            412: components["responses"]["PreconditionFailed"];
            413: components["responses"]["TooLarge"];
            422: components["responses"]["SettingsFault"];
            default: components["responses"]["Problem"];
        };
    };
    getShop: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The document in force */
            200: {
                headers: {
                    /** @description The version in force. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShopDocument"];
                };
            };
            /** @description A problem document */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putShop: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description The ETag of the version that you changed.
                 * @example "7"
                 */
                "If-Match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShopDocument"];
            };
        };
        responses: {
            /** @description The document in force */
            200: {
                headers: {
                    /** @description The version in force. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShopDocument"];
                };
            };
            /** @description A problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    takeCart: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example A0DEMO0DEMO0D */
                merchantId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": {
                    /** @description type:…;order:…;signature:…;aws-access-key-id:… */
                    "order-input"?: string;
                    merchant_signature?: string;
                    aws_access_key_id?: string;
                };
            };
        };
        responses: {
            /** @description The checkout of this cart */
            303: {
                headers: {
                    Location?: string;
                    "Cartwright-Exchange"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A page for the buyer */
            default: {
                headers: {
                    "Cartwright-Code"?: string;
                    "Cartwright-Exchange"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
        };
    };
    takeSandboxCart: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example A0DEMO0DEMO0D */
                merchantId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": {
                    "order-input"?: string;
                };
            };
        };
        responses: {
            /** @description The checkout of this cart */
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A page for the buyer */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    answerCallback: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example A0DEMO0DEMO0D */
                merchantId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "order-calculations-request": "<OrderCalculationsRequest xmlns=\"http://payments.amazon.com/checkout/2009-05-15/\">…</OrderCalculationsRequest>",
                 *       "UUID": "7f1c2f0e-3f0a-4c0e-9b1e-0a1b2c3d4e5f",
                 *       "Timestamp": "2026-01-15T09:30:00.000Z",
                 *       "Signature": "Cn3dtKwnZNAra99B2nE9NYr7LT0=",
                 *       "aws-access-key-id": "CWVECTORKEY000000001"
                 *     }
                 */
                "application/x-www-form-urlencoded": {
                    "order-calculations-request"?: string;
                    "order-calculations-error"?: string;
                    UUID?: string;
                    Timestamp?: string;
                    /** @description base64 HMAC-SHA1 over UUID followed by Timestamp */
                    Signature?: string;
                    "aws-access-key-id"?: string;
                };
            };
        };
        responses: {
            /** @description A signed OrderCalculationsResponse, priced or with an `Error` in it; empty for an error report */
            200: {
                headers: {
                    "Cartwright-Exchange"?: string;
                    "Cartwright-Code"?: string;
                    "webhook-id"?: string;
                    "webhook-timestamp"?: string;
                    "webhook-signature"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/x-www-form-urlencoded": Record<string, never>;
                };
            };
            /** @description An `Error` that names the first fault, signed, where the signature was good; else a problem document */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-www-form-urlencoded": Record<string, never>;
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document, never signed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document, never signed */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document, never signed */
            405: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document, never signed */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document, never signed */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document, never signed */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description An `Error` SERVICE_UNAVAILABLE, signed if the key was verified */
            503: {
                headers: {
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/x-www-form-urlencoded": Record<string, never>;
                };
            };
            /** @description A problem document, never signed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    answerSandboxCallback: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example A0DEMO0DEMO0D */
                merchantId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "UUID": "7f1c2f0e-3f0a-4c0e-9b1e-0a1b2c3d4e5f"
                 *     }
                 */
                "application/x-www-form-urlencoded": Record<string, never>;
            };
        };
        responses: {
            /** @description A signed OrderCalculationsResponse, priced or with an `Error` in it; empty for an error report */
            200: {
                headers: {
                    "Cartwright-Exchange"?: string;
                    "Cartwright-Code"?: string;
                    "webhook-id"?: string;
                    "webhook-timestamp"?: string;
                    "webhook-signature"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/x-www-form-urlencoded": Record<string, never>;
                };
            };
            /** @description A problem document, never signed */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listHelp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /** @example <!doctype html> */
                    "text/html": string;
                };
            };
            /** @description A problem document */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getHelp: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example SIGNATURE_STALE */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /** @example <!doctype html> */
                    "text/html": string;
                };
            };
            /** @description A problem document */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSchema: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example openapi.yaml */
                path: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A schema */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /** @example <xs:schema/> */
                    "application/xml": string;
                    "application/yaml": string;
                    "application/schema+json": Record<string, never>;
                };
            };
            /** @description A problem document */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    isAlive: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It runs */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /** @example ok */
                    "text/plain": string;
                };
            };
            /** @description A problem document */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    isReady: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Requests can be answered */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /** @example ready */
                    "text/plain": string;
                };
            };
            /** @description They cannot; the body says why */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem document */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The counters */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /** @example cartwright_requests_total 1 */
                    "text/plain": string;
                };
            };
            /** @description A problem document */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
