<SUBMISSION>
<ACCESSION-NUMBER>0009990001-03-000871<TYPE>8-K<PUBLIC-DOCUMENT-COUNT>2<PERIOD>20030417<ITEMS>7<ITEMS>9<FILING-DATE>20030417<DATE-OF-FILING-DATE-CHANGE>20030417<FILER><COMPANY-DATA><CONFORMED-NAME>BELLWEATHER TRUCKING CORP<CIK>0009900340<ASSIGNED-SIC>4213<IRS-NUMBER>481277588<STATE-OF-INCORPORATION>MO<FISCAL-YEAR-END>1231</COMPANY-DATA><FILING-VALUES><FORM-TYPE>8-K<ACT>34<FILE-NUMBER>000-17508<FILM-NUMBER>80127750</FILING-VALUES><BUSINESS-ADDRESS><STREET1>5500 RANGE LINE RD<CITY>JOPLIN<STATE>MO<ZIP>64804<PHONE>4175550109</BUSINESS-ADDRESS></FILER>
<DOCUMENT>
<TYPE>8-K
<SEQUENCE>1
<FILENAME>bw8k.htm
<TEXT>
<HTML><HEAD><TITLE>Form 8-K</TITLE></HEAD><BODY BGCOLOR="WHITE">
<P ALIGN="center"><B>UNITED STATES<BR>SECURITIES AND EXCHANGE COMMISSION</B><BR>WASHINGTON, D.C. 20549</P>
<P ALIGN="center"><B>FORM 8-K</B></P><P ALIGN="center"><B>CURRENT REPORT</B></P>
<P ALIGN="center">Date of Report (Date of earliest event reported): April 17, 2003</P>
<P ALIGN="center"><B>Bellweather Trucking Corporation</B><BR>(Exact name of registrant as specified in its charter)</P>
<P ALIGN="center">Missouri<BR>(State or other jurisdiction of incorporation)</P>
<P><B>Item 9. Regulation FD Disclosure</B></P>
<P>The registrant has published a press release, which is furnished as Exhibit 99.1. This information is furnished under Item 12.</P>
<P ALIGN="center"><B>SIGNATURE</B></P>
<P>The registrant has duly caused this report to be signed by the undersigned.</P>
<P>Bellweather Trucking Corporation<BR>Date: April 17, 2003<BR>By: /s/ Secretary</P>
</BODY></HTML>
</TEXT>
</DOCUMENT>
<DOCUMENT>
<TYPE>EX-99.1
<SEQUENCE>2
<FILENAME>bwex99.htm
<DESCRIPTION>EARNINGS RELEASE
<TEXT>
<HTML>
<HEAD>
<TITLE>Press Release</TITLE>
</HEAD>
<BODY BGCOLOR="#FFFFFF">
<P ALIGN="CENTER"><FONT FACE="Times New Roman" SIZE=3><B>Bellweather Trucking Reports First Quarter Results; Withdraws Earnings Guidance for 2003</B></FONT></P>
<P ALIGN="JUSTIFY"><FONT FACE="Times New Roman" SIZE=2>Joplin, Missouri, April 17, 2003 &mdash; Bellweather Trucking Corporation (Nasdaq: BWTC) announced operating
revenue of $76,304,118 for the quarter ended March 31, 2003, compared with $74,916,553 for the quarter ended
March 31, 2002. A net loss of $1,283,802, or $0.12 per share, replaced net income of $1,781,818, or $0.16 per
diluted share, in last year&rsquo;s first quarter.</FONT></P>
<P ALIGN="JUSTIFY"><FONT FACE="Times New Roman" SIZE=2>&ldquo;Fuel went to $1.75 a gallon and stayed there until the war began,&rdquo; said Virgil Cates, chairman.
&ldquo;Our surcharge recovered about half. Two February storms shut our Interstate 70 lanes for the better
part of six days, and every empty mile cost more. Rates per loaded mile did go up 2.6 percent, which tells me
there is nothing wrong with demand.&rdquo;</FONT></P>
<P ALIGN="JUSTIFY"><FONT FACE="Times New Roman" SIZE=2>Average revenue per tractor per week was $2,611, down from $2,702. The fleet had 2,290 tractors at
quarter-end.</FONT></P>
<P><FONT FACE="Times New Roman" SIZE=2><B>Guidance</B></FONT></P>
<P ALIGN="JUSTIFY"><FONT FACE="Times New Roman" SIZE=2>In January the Company had said that it expected to earn $0.55 to $0.65 per share in 2003. In view of the
uncertainty of fuel prices it withdraws that guidance and does not intend to issue new guidance before July.</FONT></P>
<P ALIGN="CENTER"><FONT FACE="Times New Roman" SIZE=3><B>BELLWEATHER TRUCKING CORPORATION</B></FONT></P>
<P ALIGN="CENTER"><FONT FACE="Times New Roman" SIZE=3><B>Condensed Statements of Operations</B></FONT></P>
<P ALIGN="CENTER"><FONT FACE="Times New Roman" SIZE=3>(Unaudited)</FONT></P>
<TABLE BORDER=0 CELLSPACING=0 CELLPADDING=1 WIDTH=600>
<TR><TD><FONT FACE="Times New Roman" SIZE=1>&nbsp;</FONT></TD><TD>&nbsp;</TD><TD COLSPAN="7" ALIGN="center"><FONT FACE="Times New Roman" SIZE=1><B>Quarter Ended March 31,</B></FONT></TD></TR>
<TR><TD><FONT FACE="Times New Roman" SIZE=1>&nbsp;</FONT></TD><TD>&nbsp;</TD><TD COLSPAN="3" ALIGN="center"><FONT FACE="Times New Roman" SIZE=1><B>2003</B></FONT></TD><TD>&nbsp;</TD><TD COLSPAN="3" ALIGN="center"><FONT FACE="Times New Roman" SIZE=1><B>2002</B></FONT></TD></TR>
<TR VALIGN="bottom"><TD><FONT FACE="Times New Roman" SIZE=1>Operating revenue</FONT></TD><TD>&nbsp;</TD><TD ALIGN="right"><FONT FACE="Times New Roman" SIZE=1>$</FONT></TD><TD ALIGN="right"><FONT FACE="Times New Roman" SIZE=1>76,304,118</FONT></TD><TD><FONT FACE="Times New Roman" SIZE=1>&nbsp;</FONT></TD><TD>&nbsp;</TD><TD ALIGN="right"><FONT FACE="Times New Roman" SIZE=1>$</FONT></TD><TD ALIGN="right"><FONT FACE="Times New Roman" SIZE=1>74,916,553</FONT></TD><TD><FONT FACE="Times New Roman" SIZE=1>&nbsp;</FONT></TD></TR>
<TR VALIGN="bottom"><TD><FONT FACE="Times New Roman" SIZE=1>Salaries, wages and benefits</FONT></TD><TD>&nbsp;</TD><TD ALIGN="right"><FONT FACE="Times New Roman" SIZE=1>&nbsp;</FONT></TD><TD ALIGN="right"><FONT FACE="Times New Roman" SIZE=1>29,418,206</FONT></TD><TD><FONT FACE="Times New Roman" SIZE=1>&nbsp;</FONT></TD><TD>&nbsp;</TD><TD ALIGN="right"><FONT FACE="Times New Roman" SIZE=1>&nbsp;</FONT></TD><TD ALIGN="right"><FONT FACE="Times New Roman" SIZE=1>28,277,340</FONT></TD><TD><FONT FACE="Times New Roman" SIZE=1>&nbsp;</FONT></TD></TR>
<TR VALIGN="bottom"><TD><FONT FACE="Times New Roman" SIZE=1>Fuel</FONT></TD><TD>&nbsp;</TD><TD ALIGN="right"><FONT FACE="Times New Roman" SIZE=1>&nbsp;</FONT></TD><TD ALIGN="right"><FONT FACE="Times New Roman" SIZE=1>15,902,447</FONT></TD><TD><FONT FACE="Times New Roman" SIZE=1>&nbsp;</FONT></TD><TD>&nbsp;</TD><TD ALIGN="right"><FONT FACE="Times New Roman" SIZE=1>&nbsp;</FONT></TD><TD ALIGN="right"><FONT FACE="Times New Roman" SIZE=1>10,818,905</FONT></TD><TD><FONT FACE="Times New Roman" SIZE=1>&nbsp;</FONT></TD></TR>
<TR VALIGN="bottom"><TD><FONT FACE="Times New Roman" SIZE=1>Purchased transportation</FONT></TD><TD>&nbsp;</TD><TD ALIGN="right"><FONT FACE="Times New Roman" SIZE=1>&nbsp;</FONT></TD><TD ALIGN="right"><FONT FACE="Times New Roman" SIZE=1>9,260,338</FONT></TD><TD><FONT FACE="Times New Roman" SIZE=1>&nbsp;</FONT></TD><TD>&nbsp;</TD><TD ALIGN="right"><FONT FACE="Times New Roman" SIZE=1>&nbsp;</FONT></TD><TD ALIGN="right"><FONT FACE="Times New Roman" SIZE=1>9,614,720</FONT></TD><TD><FONT FACE="Times New Roman" SIZE=1>&nbsp;</FONT></TD></TR>
<TR VALIGN="bottom"><TD><FONT FACE="Times New Roman" SIZE=1>Depreciation</FONT></TD><TD>&nbsp;</TD><TD ALIGN="right"><FONT FACE="Times New Roman" SIZE=1>&nbsp;</FONT></TD><TD ALIGN="right"><FONT FACE="Times New Roman" SIZE=1>8,714,009</FONT></TD><TD><FONT FACE="Times New Roman" SIZE=1>&nbsp;</FONT></TD><TD>&nbsp;</TD><TD ALIGN="right"><FONT FACE="Times New Roman" SIZE=1>&nbsp;</FONT></TD><TD ALIGN="right"><FONT FACE="Times New Roman" SIZE=1>8,502,611</FONT></TD><TD><FONT FACE="Times New Roman" SIZE=1>&nbsp;</FONT></TD></TR>
<TR VALIGN="bottom"><TD><FONT FACE="Times New Roman" SIZE=1>Other operating expenses</FONT></TD><TD>&nbsp;</TD><TD ALIGN="right"><FONT FACE="Times New Roman" SIZE=1>&nbsp;</FONT></TD><TD ALIGN="right"><FONT FACE="Times New Roman" SIZE=1>14,187,655</FONT></TD><TD><FONT FACE="Times New Roman" SIZE=1>&nbsp;</FONT></TD><TD>&nbsp;</TD><TD ALIGN="right"><FONT FACE="Times New Roman" SIZE=1>&nbsp;</FONT></TD><TD ALIGN="right"><FONT FACE="Times New Roman" SIZE=1>13,906,212</FONT></TD><TD><FONT FACE="Times New Roman" SIZE=1>&nbsp;</FONT></TD></TR>
<TR VALIGN="bottom"><TD><FONT FACE="Times New Roman" SIZE=1>Total operating expenses</FONT></TD><TD>&nbsp;</TD><TD ALIGN="right"><FONT FACE="Times New Roman" SIZE=1>&nbsp;</FONT></TD><TD ALIGN="right"><FONT FACE="Times New Roman" SIZE=1>77,482,655</FONT></TD><TD><FONT FACE="Times New Roman" SIZE=1>&nbsp;</FONT></TD><TD>&nbsp;</TD><TD ALIGN="right"><FONT FACE="Times New Roman" SIZE=1>&nbsp;</FONT></TD><TD ALIGN="right"><FONT FACE="Times New Roman" SIZE=1>71,119,788</FONT></TD><TD><FONT FACE="Times New Roman" SIZE=1>&nbsp;</FONT></TD></TR>
<TR VALIGN="bottom"><TD><FONT FACE="Times New Roman" SIZE=1>Operating (loss) income</FONT></TD><TD>&nbsp;</TD><TD ALIGN="right"><FONT FACE="Times New Roman" SIZE=1>&nbsp;</FONT></TD><TD ALIGN="right"><FONT FACE="Times New Roman" SIZE=1>(1,178,537</FONT></TD><TD><FONT FACE="Times New Roman" SIZE=1>)</FONT></TD><TD>&nbsp;</TD><TD ALIGN="right"><FONT FACE="Times New Roman" SIZE=1>&nbsp;</FONT></TD><TD ALIGN="right"><FONT FACE="Times New Roman" SIZE=1>3,796,765</FONT></TD><TD><FONT FACE="Times New Roman" SIZE=1>&nbsp;</FONT></TD></TR>
<TR VALIGN="bottom"><TD><FONT FACE="Times New Roman" SIZE=1>Interest expense</FONT></TD><TD>&nbsp;</TD><TD ALIGN="right"><FONT FACE="Times New Roman" SIZE=1>&nbsp;</FONT></TD><TD ALIGN="right"><FONT FACE="Times New Roman" SIZE=1>894,210</FONT></TD><TD><FONT FACE="Times New Roman" SIZE=1>&nbsp;</FONT></TD><TD>&nbsp;</TD><TD ALIGN="right"><FONT FACE="Times New Roman" SIZE=1>&nbsp;</FONT></TD><TD ALIGN="right"><FONT FACE="Times New Roman" SIZE=1>921,447</FONT></TD><TD><FONT FACE="Times New Roman" SIZE=1>&nbsp;</FONT></TD></TR>
<TR VALIGN="bottom"><TD><FONT FACE="Times New Roman" SIZE=1>(Loss) income before taxes</FONT></TD><TD>&nbsp;</TD><TD ALIGN="right"><FONT FACE="Times New Roman" SIZE=1>&nbsp;</FONT></TD><TD ALIGN="right"><FONT FACE="Times New Roman" SIZE=1>(2,072,747</FONT></TD><TD><FONT FACE="Times New Roman" SIZE=1>)</FONT></TD><TD>&nbsp;</TD><TD ALIGN="right"><FONT FACE="Times New Roman" SIZE=1>&nbsp;</FONT></TD><TD ALIGN="right"><FONT FACE="Times New Roman" SIZE=1>2,875,318</FONT></TD><TD><FONT FACE="Times New Roman" SIZE=1>&nbsp;</FONT></TD></TR>
<TR VALIGN="bottom"><TD><FONT FACE="Times New Roman" SIZE=1>Income tax (benefit) provision</FONT></TD><TD>&nbsp;</TD><TD ALIGN="right"><FONT FACE="Times New Roman" SIZE=1>&nbsp;</FONT></TD><TD ALIGN="right"><FONT FACE="Times New Roman" SIZE=1>(788,945</FONT></TD><TD><FONT FACE="Times New Roman" SIZE=1>)</FONT></TD><TD>&nbsp;</TD><TD ALIGN="right"><FONT FACE="Times New Roman" SIZE=1>&nbsp;</FONT></TD><TD ALIGN="right"><FONT FACE="Times New Roman" SIZE=1>1,093,500</FONT></TD><TD><FONT FACE="Times New Roman" SIZE=1>&nbsp;</FONT></TD></TR>
<TR VALIGN="bottom"><TD><FONT FACE="Times New Roman" SIZE=1>Net (loss) income</FONT></TD><TD>&nbsp;</TD><TD ALIGN="right"><FONT FACE="Times New Roman" SIZE=1>$</FONT></TD><TD ALIGN="right"><FONT FACE="Times New Roman" SIZE=1>(1,283,802</FONT></TD><TD><FONT FACE="Times New Roman" SIZE=1>)</FONT></TD><TD>&nbsp;</TD><TD ALIGN="right"><FONT FACE="Times New Roman" SIZE=1>$</FONT></TD><TD ALIGN="right"><FONT FACE="Times New Roman" SIZE=1>1,781,818</FONT></TD><TD><FONT FACE="Times New Roman" SIZE=1>&nbsp;</FONT></TD></TR>
<TR VALIGN="bottom"><TD><FONT FACE="Times New Roman" SIZE=1>Diluted (loss) earnings per share</FONT></TD><TD>&nbsp;</TD><TD ALIGN="right"><FONT FACE="Times New Roman" SIZE=1>$</FONT></TD><TD ALIGN="right"><FONT FACE="Times New Roman" SIZE=1>(0.12</FONT></TD><TD><FONT FACE="Times New Roman" SIZE=1>)</FONT></TD><TD>&nbsp;</TD><TD ALIGN="right"><FONT FACE="Times New Roman" SIZE=1>$</FONT></TD><TD ALIGN="right"><FONT FACE="Times New Roman" SIZE=1>0.16</FONT></TD><TD><FONT FACE="Times New Roman" SIZE=1>&nbsp;</FONT></TD></TR>
</TABLE>
<P><FONT FACE="Times New Roman" SIZE=2><B>Forward-looking statements</B></FONT></P>
<P ALIGN="JUSTIFY"><FONT FACE="Times New Roman" SIZE=2>What is said here about fuel, rates and earnings is forward-looking. Fuel prices, weather, accidents, the
supply of drivers and the state of the economy may lead to results that differ.</FONT></P>
<FONT FACE="Times New Roman" SIZE=2>Investor relations: Nadine Holcomb, 417-555-0110<BR></FONT>
</BODY>
</HTML>
</TEXT>
</DOCUMENT>
</SUBMISSION>
