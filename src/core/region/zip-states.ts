/** First three digits of American zips by state, in runs; `3xx SS,TT` where two share a run. */
const RUNS = `005 NY;006-007 PR;008 VI;009 PR;010-027 MA;028-029 RI;030-038 NH;039-049 ME;050-054 VT;055 MA;056-059 VT;060-062 CT;
063 CT,NY;064-069 CT;070-089 NJ;090-099 AE;100-149 NY;150-196 PA;197-199 DE;200 DC;201 VA;202-205 DC;206-219 MD;220-246 VA;
247-268 WV;270-289 NC;290-299 SC;300-319 GA;320-339 FL;340 AA;341-349 FL;350-369 AL;370-385 TN;386-397 MS;398-399 GA;
400-427 KY;430-459 OH;460-479 IN;480-499 MI;500-528 IA;530-549 WI;550-567 MN;569 DC;570-577 SD;580-588 ND;590-599 MT;
600-629 IL;630-658 MO;660-679 KS;680-693 NE;700-714 LA;716-729 AR;730-732 OK;733 TX;734-749 OK;750-799 TX;800-816 CO;
820-831 WY;832-833 ID;834 ID,WY;835-838 ID;840-847 UT;850-865 AZ;870-884 NM;885 TX;889-898 NV;900-961 CA;962-966 AP;
967 HI,AS;968 HI;969 GU,MP,PW,FM,MH;970-979 OR;980-994 WA;995-999 AK`;

/** Single zips that are elsewhere than the rest of their first three digits. */
const SINGLE: Record<string, string> = {
  '06390': 'NY',
  '96799': 'AS',
  '96939': 'PW',
  '96940': 'PW',
  '96941': 'FM',
  '96942': 'FM',
  '96943': 'FM',
  '96944': 'FM',
  '96950': 'MP',
  '96951': 'MP',
  '96952': 'MP',
  '96960': 'MH',
  '96970': 'MH',
};

const STATES: (readonly string[] | undefined)[] = new Array<undefined>(1000).fill(undefined);
for (const run of RUNS.split(';')) {
  const [span = '', states = ''] = run.trim().split(' ');
  const [from, to = from] = span.split('-');
  STATES.fill(states.split(','), Number(from), Number(to) + 1);
}

/** States that a zip with these first three digits may lie in, the usual one first; none if no such zip was given out. */
export const statesOfPrefix = (prefix: number): readonly string[] => STATES[prefix] ?? [];

/** State of a five-digit zip; null if its first three digits were never given out. 98104 is WA. */
export const stateOfZip = (zip: string): string | null => SINGLE[zip] ?? statesOfPrefix(Number(zip.slice(0, 3)))[0] ?? null;

/** Whether a zip can lie in that state, by its first three digits. */
export const zipFitsState = (zip: string, state: string): boolean => {
  const states = statesOfPrefix(Number(zip.slice(0, 3)));
  return states.length === 0 || states.includes(state) || SINGLE[zip] === state;
};
