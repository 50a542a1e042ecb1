<SUBMISSION>
<ACCESSION-NUMBER>0009990001-01-500123
<TYPE>8-K
<PUBLIC-DOCUMENT-COUNT>2
<PERIOD>20010702
<ITEMS>5
<ITEMS>7
<FILING-DATE>20010703
<DATE-OF-FILING-DATE-CHANGE>20010703
<FILER>
<COMPANY-DATA>
<CONFORMED-NAME>GANTRY PEAK SOFTWARE INC
<CIK>0009900274
<ASSIGNED-SIC>7372
<IRS-NUMBER>789965390
<STATE-OF-INCORPORATION>UT
<FISCAL-YEAR-END>1231
</COMPANY-DATA>
<FILING-VALUES>
<FORM-TYPE>8-K
<ACT>34
<FILE-NUMBER>000-45258
<FILM-NUMBER>13299652
</FILING-VALUES>
<BUSINESS-ADDRESS>
<STREET1>44 EXCHANGE PL
<CITY>SALT LAKE CITY
<STATE>UT
<ZIP>84111
<PHONE>8015550180
</BUSINESS-ADDRESS>
</FILER>
<DOCUMENT>
<TYPE>8-K
<SEQUENCE>1
<FILENAME>gp8k.txt
<TEXT>
<PAGE>

                    SECURITIES AND EXCHANGE COMMISSION
                          WASHINGTON, D.C. 20549

                                 FORM 8-K

                              CURRENT REPORT
      PURSUANT TO SECTION 13 OR 15(d) OF THE SECURITIES EXCHANGE ACT

          Date of Report (earliest event reported): July 2, 2001

                    Gantry Peak Software Inc.
          (Exact name of registrant as specified in its charter)

                               Utah
                       (State of incorporation)
<PAGE>

Item 5. Other Events

     The registrant published the press release that is attached as
Exhibit 99.1. 

                                SIGNATURE

     The registrant has had this report signed on its behalf by the
undersigned, who is authorized to do so.

                              Gantry Peak Software Inc.

Date:  July 2, 2001                 By: /s/ Secretary
</TEXT>
</DOCUMENT>
<DOCUMENT>
<TYPE>EX-99.1
<SEQUENCE>2
<FILENAME>gpex991.txt
<DESCRIPTION>PRESS RELEASE
<TEXT>
   GANTRY PEAK SOFTWARE ANNOUNCES PRELIMINARY SECOND QUARTER
                            RESULTS

     SALT LAKE CITY--(BUSINESS WIRE)--July 2, 2001--Gantry Peak
Software Inc. (Nasdaq: GPKS), a provider of scheduling software
for ports and rail yards, today announced that its results for
the quarter ended June 30, 2001 will be below expectations.

     The company currently estimates total revenues of $9.2
million to $9.7 million for the quarter, including license
revenues of $2.4 million to $2.8 million. In the second quarter
of 2000 total revenues were $16.4 million. The net loss, before
charges, is estimated at $0.28 to $0.31 per share. The consensus
of analysts collected by First Call was revenues of $14.1
million and a loss of $0.06 per share.

     "Port authorities and railroads froze software purchases
late in the quarter, and six transactions that we had regarded
as firm did not get past the last signature," said Harmon J.
Tribe, president and chief executive officer. "The license
shortfall went straight to the bottom line. Two of the six have
closed since. I will not promise that the others will follow."

     Gantry Peak will reduce its staff by 70 positions and will
take a charge of about $3 million in the third quarter. Cash and
short-term investments at June 30 were approximately $27.5
million.

     The company will report final results on July 24, 2001 and
will hold its conference call on that day.

     About Gantry Peak Software

     Gantry Peak's software plans berths, cranes, tracks and
crews at 80 ports and yards in 22 countries.

     This press release contains forward-looking statements. The
estimates are subject to the completion of the quarterly review;
other risks include the length of the sales cycle, the loss of
key staff, and those in the Company's Annual Report on Form 10-K
for the year ended December 31, 2000.

     CONTACT: Gantry Peak Software Inc., Salt Lake City
              Lowell Dance, 801/555-0187
              ldance@gantrypeak.example
</TEXT>
</DOCUMENT>
</SUBMISSION>
