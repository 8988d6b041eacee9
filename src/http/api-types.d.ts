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
         *     call), payment, and everything that happened.
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
            customData?: string;
        };
        Order: components["schemas"]["OrderSummary"] & {
            checkoutId: string;
            trace: string;
            /**
             * Format: date-time
             * @description The buyer may cancel before this.
             */
            windowEndsAt: string;
            cancelReason: string | null;
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
            events: {
                number: number;
                /** Format: date-time */
                at: string;
                /** @enum {string} */
                kind: "placed" | "payment_cleared" | "payment_failed" | "released" | "cancelled" | "cancel_asked";
                /** @enum {string} */
                by: "buyer" | "merchant" | "cartwright" | "gateway";
                text: string;
            }[];
            /** @description As the cart sent it. */
            cartCustomData?: string;
            returnUrl?: string;
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
        /** @description What was signed and what came of it. `computed` is only there where it equals what was received. */
        Signature: {
            /** @enum {string} */
            state: "valid" | "wrong" | "missing" | "not reached";
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
            body?: "valid" | "wrong" | "absent" | "not reached";
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
            notFor?: {
                skus?: components["schemas"]["Texts"];
                categories?: components["schemas"]["Texts"];
            };
        };
        ShippingDocument: {
            currency: string;
            methods: components["schemas"]["ShippingMethod"][];
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
                kind?: "order" | "order-calculations-request" | "order-calculations-response" | "order-calculations-error" | "cart";
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
